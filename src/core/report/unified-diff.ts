import { splitLines } from '../diff/diff-tokens.ts';
import { diffHunks } from '../diff/hunks.ts';
import { createLineIndex } from './line-index.ts';
import { type ReportStyle, withoutControls } from './style.ts';

interface FileChange {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** Unchanged lines around a change, as `diff -u` has them. */
const contextLines = 3;

/**
 * The change of one file in the unified format, with the prefixes that `git apply` expects; empty when there is none.
 * It takes near-linear time: lines are not compared, they follow from the changed words.
 */
export function unifiedDiff({ file, before, after }: FileChange): string {
  if (before === after) return '';
  const lines = { before: splitLines(before), after: splitLines(after) };
  const groups = groupNearby(changedLines({ before, after }, lines));
  const name = file.replace(/^\/+/u, '');
  const head = `--- ${quotedPath(`a/${name}`)}\n+++ ${quotedPath(`b/${name}`)}\n`;
  return head + groups.map((group) => renderGroup(group, lines)).join('');
}

/** Colours a patch for a terminal and takes the sting out of control characters; a file gets it unchanged. */
export function styleDiff(patch: string, style: ReportStyle): string {
  if (style.columns === null && style.good('+') === '+') return patch;
  const styled = patch.split('\n').map((line) => {
    const shown = withoutControls(line.replace(/\r$/u, ''));
    if (/^(?:---|\+\+\+) /u.test(line)) return style.strong(shown);
    if (line.startsWith('@@')) return style.quiet(shown);
    if (line.startsWith('+')) return style.good(shown);
    return line.startsWith('-') ? style.bad(shown) : shown;
  });
  return styled.join('\n');
}

/** Lines `[start, end)` of the old text that became lines `[newStart, newEnd)` of the new one, counted from 0. */
interface LineChange {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

interface Lines {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function changedLines({ before, after }: Omit<FileChange, 'file'>, lines: Lines): readonly LineChange[] {
  const oldLine = createLineIndex(before);
  const newLine = createLineIndex(after);
  const changes: LineChange[] = [];
  for (const { beforeSpan, afterSpan } of diffHunks(before, after)) {
    // A change that ends with a line on both sides does not touch the line after it.
    const endsClean = isLineStart(before, beforeSpan.end) && isLineStart(after, afterSpan.end);
    const tail = endsClean ? 1 : 0;
    const change = {
      start: oldLine(beforeSpan.start).line - 1,
      end: Math.min(oldLine(beforeSpan.end).line - tail, lines.before.length),
      newStart: newLine(afterSpan.start).line - 1,
      newEnd: Math.min(newLine(afterSpan.end).line - tail, lines.after.length),
    };
    const previous = changes.at(-1);
    const touches =
      previous !== undefined && (change.start <= previous.end || change.newStart <= previous.newEnd);
    if (touches) changes[changes.length - 1] = join(previous, change);
    else changes.push(change);
  }
  return changes.map((change) => trimEqual(change, lines));
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text.charCodeAt(offset - 1) === 0x0a;
}

function join(first: LineChange, second: LineChange): LineChange {
  return { ...first, end: Math.max(first.end, second.end), newEnd: Math.max(first.newEnd, second.newEnd) };
}

/** Drops the lines at both ends of a change that are the same on both sides. */
function trimEqual(change: LineChange, { before, after }: Lines): LineChange {
  let { start, end, newStart, newEnd } = change;
  while (start < end && newStart < newEnd && before[start] === after[newStart]) {
    start += 1;
    newStart += 1;
  }
  while (start < end && newStart < newEnd && before[end - 1] === after[newEnd - 1]) {
    end -= 1;
    newEnd -= 1;
  }
  return { start, end, newStart, newEnd };
}

/** Changes whose context would overlap or touch stand under one `@@` line. */
function groupNearby(changes: readonly LineChange[]): readonly (readonly LineChange[])[] {
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const previous = last?.at(-1);
    if (last !== undefined && previous !== undefined && change.start - previous.end <= contextLines * 2) {
      last.push(change);
    } else groups.push([change]);
  }
  return groups;
}

function renderGroup(group: readonly LineChange[], { before, after }: Lines): string {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) return '';
  const lead = Math.min(contextLines, first.start);
  const tail = Math.min(contextLines, before.length - last.end);
  const rows: string[] = [];
  let position = first.start - lead;
  for (const { start, end, newStart, newEnd } of group) {
    rows.push(...before.slice(position, start).map((line) => row(' ', line)));
    rows.push(...before.slice(start, end).map((line) => row('-', line)));
    rows.push(...after.slice(newStart, newEnd).map((line) => row('+', line)));
    position = end;
  }
  rows.push(...before.slice(position, position + tail).map((line) => row(' ', line)));
  const oldRange = range(first.start - lead, last.end + tail);
  const newRange = range(first.newStart - lead, last.newEnd + tail);
  return `@@ -${oldRange} +${newRange} @@\n${rows.join('')}`;
}

/** First line and count as the format has them: an empty range names the line before it. */
function range(start: number, end: number): string {
  const count = end - start;
  if (count === 0) return `${start},0`;
  return count === 1 ? String(start + 1) : `${start + 1},${count}`;
}

function row(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}

/** A path as Git writes it: in quotes, with escapes, when it holds characters that would end the line or the name. */
function quotedPath(path: string): string {
  if (!/[\u0000-\u001f"\\\u007f]/u.test(path)) return /\s/u.test(path) ? `${path}\t` : path;
  const escaped = path.replace(/[\u0000-\u001f"\\\u007f]/gu, (character) =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}
