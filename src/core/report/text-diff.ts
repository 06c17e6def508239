import { diffHunks } from '../diff/hunks.ts';
import { flow, type MarkedText } from './flow.ts';
import { type ReportStyle, withoutControls } from './style.ts';

interface DiffLine {
  readonly pieces: MarkedText[];
  hasChange: boolean;
}

/** Unchanged lines that are shown around a change, and the fewest that are worth folding. */
const contextLines = 2;
const leastFolded = 6;

/** The change from one text to another, word by word, in the lines of the old text; long unchanged parts are folded. */
export function textDiff(before: string, after: string, style: ReportStyle): string {
  const lines = diffLines(before, after, style);
  while (lines.length > 1 && lines.at(-1)?.pieces.length === 0) lines.pop();
  const shown: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const end = foldEnd(lines, at);
    if (end - at >= leastFolded) {
      shown.push(`  ${style.quiet(`⋯ ${end - at} unchanged lines`)}`);
      at = end - 1;
    } else shown.push(renderLine(lines[at]?.pieces ?? [], style));
  }
  return shown.join('\n');
}

/** A line goes on below where its own text begins, so that lists stay lists. */
function renderLine(pieces: readonly MarkedText[], { columns }: ReportStyle): string {
  const start = /^\s{0,12}(?:[-*•] |\d{1,3}[.)] )?/u.exec(pieces.map(({ text }) => text).join(''))?.[0] ?? '';
  return flow(pieces, { columns, indent: '  ', hanging: `  ${' '.repeat(start.length)}` });
}

/** Where the run of unchanged lines that begins at `start` and is far from any change ends. */
function foldEnd(lines: readonly DiffLine[], start: number): number {
  let end = start;
  const isNearChange = (index: number): boolean =>
    lines
      .slice(Math.max(0, index - contextLines), index + contextLines + 1)
      .some(({ hasChange }) => hasChange);
  while (end < lines.length && !isNearChange(end)) end += 1;
  return end;
}

function diffLines(before: string, after: string, { added, removed }: ReportStyle): DiffLine[] {
  const lines: DiffLine[] = [{ pieces: [], hasChange: false }];
  let position = 0;
  for (const hunk of diffHunks(before, after)) {
    addSame(lines, before.slice(position, hunk.beforeSpan.start));
    addChange(lines, { text: hunk.before, mark: removed });
    addChange(lines, { text: hunk.after, mark: added });
    position = hunk.beforeSpan.end;
  }
  addSame(lines, before.slice(position));
  return lines;
}

function addSame(lines: DiffLine[], text: string): void {
  for (const [index, line] of splitLines(text).entries()) {
    if (index > 0) lines.push({ pieces: [], hasChange: false });
    if (line !== '') lines.at(-1)?.pieces.push({ text: line, mark: unmarked });
  }
}

function addChange(lines: DiffLine[], { text, mark }: MarkedText): void {
  if (text === '') return;
  const parts = splitLines(text);
  for (const [index, part] of parts.entries()) {
    if (index > 0) lines.push({ pieces: [], hasChange: false });
    const line = lines.at(-1);
    if (line === undefined) return;
    line.hasChange ||= part !== '' || index < parts.length - 1;
    const shown = index < parts.length - 1 && !isWholeLine(line, part) ? `${part}↵` : part;
    if (shown !== '') line.pieces.push({ text: shown, mark });
  }
}

/** A change that fills its line needs no sign that the line break belongs to it. */
function isWholeLine({ pieces }: DiffLine, part: string): boolean {
  return pieces.length === 0 && part !== '';
}

function splitLines(text: string): readonly string[] {
  return withoutControls(text.replaceAll('\r\n', '\n')).split('\n');
}

function unmarked(text: string): string {
  return text;
}
