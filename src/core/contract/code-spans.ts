import type { Span } from '../model.ts';
import { forwardFinder, type Line } from './text-scan.ts';

/** Fenced code with its fences, or inline code with its backticks. `language` is empty when none is named. */
export interface CodeSpan extends Span {
  readonly kind: 'fenced-code' | 'inline-code';
  readonly language: string;
}

// Languages in which braces, angles, brackets and dollars are the language's own.
const programs: ReadonlySet<string> = new Set(
  (
    'js javascript jsx ts typescript tsx java kotlin kt swift c cpp c++ csharp cs c# go golang rust rs php ruby rb perl ' +
    'scala dart css scss less sass latex tex bash sh shell zsh powershell ps1 sql html xml svg vue svelte lua r matlab ' +
    'haskell elixir objective-c objc graphql proto dockerfile makefile nix python py mermaid dot'
  ).split(' '),
);

/** True when a fence with this language shows a program. */
export function isProgram(language: string): boolean {
  return programs.has(language.toLowerCase());
}

/**
 * All code of a text in order, without overlaps, found in one pass over lines and one over backticks. A fence that
 * nothing closes reaches to the end of the text.
 */
export function findCode(text: string, lines: readonly Line[]): readonly CodeSpan[] {
  const fences = text.includes('```') || text.includes('~~~') ? findFences(text, lines) : [];
  const inline: CodeSpan[] = [];
  let from = 0;
  for (const fence of [...fences, { start: text.length, end: text.length }]) {
    for (const span of findInlineCode(text, from, fence.start)) inline.push(span);
    from = fence.end;
  }
  if (fences.length === 0) return inline;
  return [...fences, ...inline].sort((a, b) => a.start - b.start);
}

const fencePattern = /^[ \t]{0,40}(?:[-*+>][ \t]{1,3}|\d{1,3}[.)][ \t]{1,3})?(`{3,200}|~{3,200})([^`]*)$/;

function findFences(text: string, lines: readonly Line[]): readonly CodeSpan[] {
  const fences: CodeSpan[] = [];
  let open: { line: Line; mark: string; language: string } | null = null;
  for (const line of lines) {
    if (line.end - line.start < 3) continue;
    const [, mark = '', rest = ''] = fencePattern.exec(line.text.slice(0, 1000)) ?? [];
    if (mark === '') continue;
    if (open === null) open = { line, mark, language: /^[\w+#.-]*/.exec(rest.trim())?.[0] ?? '' };
    else if (mark.startsWith(open.mark) && rest.trim() === '') {
      fences.push(fenceSpan(open, line.end));
      open = null;
    }
  }
  if (open !== null) fences.push(fenceSpan(open, text.length));
  return fences;
}

function fenceSpan(open: { line: Line; mark: string; language: string }, end: number): CodeSpan {
  const start = open.line.start + open.line.text.indexOf(open.mark);
  return { kind: 'fenced-code', language: open.language, start, end };
}

// A single backtick that stands alone must not freeze the prose up to the next one.
const longestInlineCode = 500;

/** Runs of backticks are closed by the next run of equal length, one and two of them soon and in the same paragraph. */
function findInlineCode(text: string, from: number, to: number): readonly CodeSpan[] {
  const runs = [...text.slice(from, to).matchAll(/`+/g)].map((run) => ({
    start: from + run.index,
    length: run[0].length,
  }));
  const nextOfSameLength = pairRuns(runs);
  const paragraphEnd = forwardFinder(text, '\n\n');
  const spans: CodeSpan[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index];
    const closeIndex = nextOfSameLength[index] ?? -1;
    const close = runs[closeIndex];
    if (open === undefined || close === undefined) continue;
    const blank = paragraphEnd(open.start);
    const isFar = close.start - open.start > longestInlineCode || (blank >= 0 && blank < close.start);
    if (open.length < 3 && isFar) continue;
    const end = close.start + close.length;
    spans.push({ kind: 'inline-code', language: '', start: open.start, end });
    index = closeIndex;
  }
  return spans;
}

function pairRuns(runs: readonly { readonly length: number }[]): readonly number[] {
  const next = runs.map(() => -1);
  const lastByLength = new Map<number, number>();
  for (const [index, run] of [...runs.entries()].reverse()) {
    next[index] = lastByLength.get(run.length) ?? -1;
    lastByLength.set(run.length, index);
  }
  return next;
}
