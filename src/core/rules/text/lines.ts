import type { Span } from '../../model.ts';

export type LineKind = 'blank' | 'heading' | 'list' | 'quote' | 'table' | 'fence' | 'rule' | 'text';

/** One line without its line break. `content` is what follows indentation and marker (`- `, `1. `, `## `). */
export interface Line {
  readonly span: Span;
  readonly kind: LineKind;
  readonly indent: number;
  /** `-`, `*`, `1.`, `##`; empty where the line has none. */
  readonly marker: string;
  readonly content: Span;
  /** Inside a fenced block, its fences included. */
  readonly fenced: boolean;
}

const MARKER = /^(?:([-*+•‣▪–]|\(?\d{1,4}[.)]|\(?[a-zA-Z][.)])(?=[ \t])|(#{1,6})(?=[ \t]|$)|(>))/u;
const FENCE = /^(?:`{3,}|~{3,})/u;
const RULE =
  /^(?:-{3,}|\*{3,}|_{3,}|={3,}|#{7,}|~{3,}|-{3,}[ \p{L}]{1,40}-{3,}|={3,}[ \p{L}]{1,40}={3,})[ \t]*$/u;

/** Cuts a text into lines and says what each one is in the Markdown-like notation that prompts use. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let openFence = '';
  let start = 0;
  while (start <= text.length) {
    const lineBreak = text.indexOf('\n', start);
    const next = lineBreak < 0 ? text.length : lineBreak;
    const end = next > start && text[next - 1] === '\r' ? next - 1 : next;
    const line = readLine(text, { start, end }, openFence !== '');
    if (line.kind === 'fence')
      openFence = openFence === '' ? line.marker : closes(line, openFence, text) ? '' : openFence;
    lines.push(line);
    start = next + 1;
  }
  return lines;
}

function closes(line: Line, openFence: string, text: string): boolean {
  return line.marker.startsWith(openFence) && text.slice(line.content.start, line.content.end).trim() === '';
}

function readLine(text: string, span: Span, fenced: boolean): Line {
  let start = span.start;
  while (start < span.end && (text[start] === ' ' || text[start] === '\t')) start++;
  let end = span.end;
  while (end > start && isBlank(text[end - 1])) end--;
  const indent = start - span.start;
  const body = text.slice(start, Math.min(end, start + 200));
  const fence = FENCE.exec(body)?.[0];
  if (fence !== undefined) {
    return {
      span,
      kind: 'fence',
      indent,
      marker: fence,
      content: { start: start + fence.length, end },
      fenced: true,
    };
  }
  const { kind, marker } = fenced ? { kind: 'text' as const, marker: '' } : classify(body, end - start);
  let contentStart = start + marker.length;
  while (contentStart < end && isBlank(text[contentStart])) contentStart++;
  return {
    span,
    kind: start === end ? 'blank' : kind,
    indent,
    marker,
    content: { start: contentStart, end },
    fenced,
  };
}

function classify(body: string, length: number): { kind: LineKind; marker: string } {
  if (length <= 200 && RULE.test(body)) return { kind: 'rule', marker: '' };
  const marker = MARKER.exec(body);
  if (marker?.[1] !== undefined) return { kind: 'list', marker: marker[1] };
  if (marker?.[2] !== undefined) return { kind: 'heading', marker: marker[2] };
  if (marker?.[3] !== undefined) return { kind: 'quote', marker: marker[3] };
  if (body.startsWith('|')) return { kind: 'table', marker: '' };
  return { kind: 'text', marker: '' };
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\u00a0' || character === '\r';
}
