/** The tokens that begin on one line of a text. */
export interface TokenLine {
  readonly pieces: readonly string[];
  /** How many tokens stand before its first. */
  readonly first: number;
}

/**
 * The tokens of a text by lines; `ends` are where they end, rising. A token with line ends in it closes its line; one
 * that holds but a part of a character is empty and counts with its line all the same.
 */
export function linesOfTokens(text: string, ends: readonly number[]): readonly TokenLine[] {
  const lines: TokenLine[] = [];
  let pieces: string[] = [];
  let start = 0;
  for (const [index, end] of ends.entries()) {
    const piece = text.slice(start, end);
    pieces.push(piece);
    start = end;
    if (!piece.includes('\n')) continue;
    lines.push({ pieces, first: index + 1 - pieces.length });
    pieces = [];
  }
  if (pieces.length > 0) lines.push({ pieces, first: ends.length - pieces.length });
  return lines;
}
