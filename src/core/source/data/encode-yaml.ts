import { escapeUnsafeCharacters, hasUnsafeCharacters } from '../escape-characters.ts';
import type { DataString } from './data-string.ts';
import { parentIndent } from './align-scalar.ts';

/** Ways to write `text` in place of a YAML scalar, the one closest to the present form first; the caller checks each. */
export function* yamlReplacements(source: string, target: DataString, text: string): Generator<string> {
  const isBlock = target.style === 'literal' || target.style === 'folded';
  const block = literalBlock(source, target, text);
  if (target.style === 'folded') yield* foldedBlock(source, target, text);
  if (isBlock && block !== null) yield block;
  if (target.style === 'plain' && isPlainLine(text)) yield text;
  if (target.style === 'single' && isPlainLine(text)) yield `'${text.replaceAll("'", "''")}'`;
  const isLong = text.includes('\n') && source.slice(target.span.start, target.span.end).includes('\n');
  if (isLong && !isBlock && block !== null) yield block;
  yield endLike(source, target, quoted(text));
  if (block !== null) yield block;
}

function isPlainLine(text: string): boolean {
  return !text.includes('\n') && !hasUnsafeCharacters(text);
}

function quoted(text: string): string {
  const escaped = escapeUnsafeCharacters(text.replace(/[\\"]/g, '\\$&'));
  return `"${escaped.replace(/\n/g, '\\n').replace(/\t/g, '\\t')}"`;
}

/** A block ends with the line break of its last line, which belongs to its extent. */
function endLike(source: string, { span }: DataString, replacement: string): string {
  const ending = /\r?\n$/.exec(source.slice(span.start, span.end))?.[0] ?? '';
  return replacement + ending;
}

/** `|` with the indentation of the present block, or of one below the key; null for text that a block cannot hold. */
function literalBlock(source: string, target: DataString, text: string): string | null {
  if (hasUnsafeCharacters(text) || text.trim() === '') return null;
  return blockOf(source, target, '|', text, text.replace(/\n+$/, '').split('\n'));
}

/** `>`: every line break of the text is an empty line in the source. Lines are wrapped as wide as they were. */
function* foldedBlock(source: string, target: DataString, text: string): Generator<string> {
  if (hasUnsafeCharacters(text) || text.trim() === '' || /^[ \t]/m.test(text)) return;
  const present = source.slice(target.span.start, target.span.end).split('\n');
  const width = present.reduce((widest, line) => Math.max(widest, line.trim().length), 20);
  const lines: string[] = [];
  for (const [index, line] of text.replace(/\n+$/, '').split('\n').entries()) {
    if (index > 0) lines.push('');
    lines.push(...(line === '' ? [] : wrapped(line, width)));
  }
  yield blockOf(source, target, '>', text, lines);
}

function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const cut = lastSingleSpace(rest, width);
    if (cut === -1) break;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut + 1);
  }
  return [...lines, rest];
}

/** A space that folding can stand for: alone between two words. */
function lastSingleSpace(line: string, width: number): number {
  for (let at = Math.min(width, line.length - 2); at > 0; at--) {
    if (line[at] === ' ' && /\S/.test(line.charAt(at - 1)) && /\S/.test(line.charAt(at + 1))) return at;
  }
  return -1;
}

function blockOf(
  source: string,
  target: DataString,
  mark: '|' | '>',
  text: string,
  lines: readonly string[],
): string {
  const lineBreak = source.includes('\r\n') ? '\r\n' : '\n';
  const present = source.slice(target.span.start, target.span.end);
  const indent = presentIndent(present, target) ?? ' '.repeat(parentIndent(source, target.span.start) + 2);
  const trailing = /\n*$/.exec(text)?.[0].length ?? 0;
  const chomping = trailing === 0 ? '-' : trailing === 1 ? '' : '+';
  // Readers find the indentation by themselves, but for a first line that begins with white space.
  const needsIndicator = /^\s/.test(text);
  const relative = indent.length - parentIndent(source, target.span.start);
  const header = mark + (needsIndicator ? String(Math.max(1, relative)) : '') + chomping;
  const body = lines.map((line) => (line === '' ? '' : indent + line)).join(lineBreak);
  const isBlock = target.style === 'literal' || target.style === 'folded';
  const comment = isBlock ? (/^[|>][0-9+-]*([ \t]+#[^\r\n]*)?/.exec(present)?.[1] ?? '') : '';
  const kept = lineBreak.repeat(Math.max(0, trailing - 1));
  return endLike(source, target, header + comment + lineBreak + body + kept);
}

function presentIndent(present: string, { style }: DataString): string | null {
  if (style !== 'literal' && style !== 'folded') return null;
  return /\n( *)[^ \r\n]/.exec(present)?.[1] ?? null;
}
