import type { DocumentSection, RoomDocument } from './room-document.ts';

/** Characters that a section has at most; a single longer line is cut between words. */
export const longestSection = 2400;

/**
 * Cuts a document at headings (Markdown), at keys of the first level (JSON, YAML) and at empty lines; parts that are
 * too long also between lines and words. Small paragraphs under one heading stay together. The sections joined are the text.
 */
export function splitDocument({ id, kind, text }: RoomDocument): readonly DocumentSection[] {
  const blocks = blocksOf(text, rulesOf(kind));
  const sections: DocumentSection[] = [];
  for (let first = 0; first < blocks.length;) {
    const start = blocks[first]?.start ?? 0;
    let last = first;
    while (isJoined(blocks[first], blocks[last + 1], start)) last += 1;
    const end = blocks[last]?.end ?? text.length;
    for (const part of cutLong(text, start, end)) {
      const span = { start: part.start, end: part.end };
      const headings = blocks[first]?.headings ?? [];
      sections.push({
        documentId: id,
        index: sections.length,
        headings,
        span,
        text: text.slice(span.start, span.end),
      });
    }
    first = last + 1;
  }
  return sections;
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly headings: readonly string[];
}

function isJoined(first: Block | undefined, next: Block | undefined, start: number): boolean {
  return next !== undefined && next.headings === first?.headings && next.end - start <= longestSection;
}

/** What ends a block before a line, by the kind of the document. */
interface LineRules {
  /** The level and the words of a heading; null when the line is none. */
  readonly headingOf: (line: string, next: string) => Heading | null;
  /** Whether the line opens or closes a fence, within which no heading is looked for. */
  readonly isFence: (line: string) => boolean;
}

interface Heading {
  readonly level: number;
  readonly title: string;
}

function rulesOf(kind: RoomDocument['kind']): LineRules {
  switch (kind) {
    case 'markdown':
    case 'builtin':
      return { headingOf: markdownHeading, isFence: (line) => /^ {0,3}(?:```|~~~)/u.test(line) };
    case 'yaml':
      return { headingOf: yamlKey, isFence: () => false };
    case 'json':
      return { headingOf: jsonKey, isFence: () => false };
    case 'pdf-text':
      return { headingOf: pageHeadings(), isFence: () => false };
    case 'text':
      return { headingOf: () => null, isFence: () => false };
  }
}

/** Characters of a heading that say enough. */
const longestHeading = 120;

function markdownHeading(line: string, next: string): Heading | null {
  if (line.length > 400) return null;
  const marks = /^ {0,3}(#{1,6})(?:[ \t]|$)/u.exec(line);
  if (marks !== null) return toHeading(marks[1]?.length ?? 1, line.slice(marks[0].length));
  const isTitle = line.trim() !== '' && !/^[\s>#*+-]/u.test(line);
  if (isTitle && /^={3,}\s*$/u.test(next.slice(0, 400))) return toHeading(1, line);
  return null;
}

function yamlKey(line: string): Heading | null {
  const key = /^["']?([\p{L}\p{N}_$][^:#\n]{0,80}?)["']?:(?:\s|$)/u.exec(line.slice(0, 200));
  return key === null ? null : toHeading(1, key[1] ?? '');
}

function jsonKey(line: string): Heading | null {
  const key = /^( {1,4}|\t)"([^"\\]{1,80})"\s{0,4}:/u.exec(line.slice(0, 200));
  return key === null ? null : toHeading(key[1]?.length ?? 1, key[2] ?? '');
}

/** Pages as headings; each but the first begins with a form feed. */
function pageHeadings(): LineRules['headingOf'] {
  let page = 1;
  return (line) => {
    if (!line.startsWith('\f')) return null;
    page += 1;
    return { level: 1, title: `p. ${page}` };
  };
}

function toHeading(level: number, words: string): Heading {
  const title = words.trim().replace(/[ \t]#{1,6}$/u, '');
  return { level, title: title.slice(0, longestHeading).trim() };
}

function blocksOf(text: string, { headingOf, isFence }: LineRules): readonly Block[] {
  const blocks: Block[] = [];
  let path: readonly Heading[] = [];
  let headings: readonly string[] = [];
  let isFenced = false;
  let start = 0;
  let wasEmpty = false;
  const close = (end: number): void => {
    if (end > start) blocks.push({ start, end, headings });
    start = end;
  };
  for (let at = 0; at < text.length;) {
    const line = lineAt(text, at);
    const heading = isFenced ? null : headingOf(line.text, lineAt(text, line.end).text);
    if (heading !== null || (wasEmpty && line.text.trim() !== '' && !isFenced)) close(at);
    if (heading !== null) {
      path = [...path.filter(({ level }) => level < heading.level), heading];
      headings = path.map(({ title }) => title).filter((title) => title !== '');
    }
    if (isFence(line.text)) isFenced = !isFenced;
    wasEmpty = line.text.trim() === '';
    at = line.end;
  }
  close(text.length);
  return blocks;
}

/** A line without its break, and where the next one begins. */
function lineAt(text: string, at: number): { readonly text: string; readonly end: number } {
  const found = text.indexOf('\n', at);
  const end = found < 0 ? text.length : found;
  // Headings are short: of a line of a million characters the beginning tells.
  return { text: text.slice(at, Math.min(end, at + 2000)), end: found < 0 ? end : end + 1 };
}

interface Part {
  readonly start: number;
  readonly end: number;
}

function cutLong(text: string, start: number, end: number): readonly Part[] {
  const parts: Part[] = [];
  let from = start;
  while (end - from > longestSection) {
    const cut = cutBefore(text, from, from + longestSection);
    parts.push({ start: from, end: cut });
    from = cut;
  }
  if (end > from || parts.length === 0) parts.push({ start: from, end });
  return parts;
}

/** After the last line of the latter half, else after its last word, else anywhere but within a character. */
function cutBefore(text: string, from: number, limit: number): number {
  const window = text.slice(from, limit);
  const least = longestSection / 2;
  const line = window.lastIndexOf('\n') + 1;
  if (line > least) return from + line;
  const word = window.lastIndexOf(' ') + 1;
  if (word > least) return from + word;
  const last = text.charCodeAt(limit - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return splitsPair ? limit - 1 : limit;
}
