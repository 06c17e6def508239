import type { Span } from '../model.ts';

/** A line of a text without its line break. */
export interface IndentedLine extends Span {
  /** Length of the white space at its start. */
  readonly indent: number;
  /** True when it holds nothing but white space. */
  readonly isBlank: boolean;
}

/** The lines of a text between its line feeds; `blank` matches one character of what counts as white space. */
export function splitIndentedLines(text: string, blank: RegExp): readonly IndentedLine[] {
  const lines: IndentedLine[] = [];
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    let ink = start;
    while (ink < end && blank.test(text.charAt(ink))) ink++;
    lines.push({ start, end, indent: ink - start, isBlank: ink === end });
    start = end + 1;
  }
  return lines;
}

/** The least indentation in characters; 0 for no lines. */
export function leastIndent(lines: readonly IndentedLine[]): number {
  const least = lines.reduce((smallest, { indent }) => Math.min(smallest, indent), Infinity);
  return least === Infinity ? 0 : least;
}
