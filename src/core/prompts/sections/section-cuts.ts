import { splitLines } from '../../contract/text-scan.ts';

/** A place where a text may be cut, and how well it suits: 0 is best. */
export interface SectionCut {
  readonly offset: number;
  readonly rank: number;
}

/** Ranks of the places, best first. Headings have three, one for each of their first levels. */
export const cutRanks = { heading: 0, paragraph: 3, line: 4, sentence: 5, word: 6 } as const;

const headingPattern = /^ {0,3}(#{1,6})\s/;
const rulerPattern = /^ {0,3}(?:-{3,80}|\*{3,80}|_{3,80}|={3,80})\s{0,20}$/;
const tagPattern = /^<[\p{L}_][\p{L}\p{N}_.:-]{0,63}>/u;

/** Every place where a text may be cut, in order: before headings, after blank lines, lines, sentences, words. */
export function findCuts(text: string): readonly SectionCut[] {
  const cuts: SectionCut[] = [];
  let isAfterBlank = false;
  for (const line of splitLines(text)) {
    const isBlank = line.text.trim() === '';
    // A blank line stays with what is before it.
    if (!isBlank && line.start > 0)
      cuts.push({ offset: line.start, rank: rankOfLine(line.text, isAfterBlank) });
    if (!isBlank) addCutsInside(cuts, line.text, line.start);
    isAfterBlank = isBlank;
  }
  return cuts;
}

function rankOfLine(line: string, isAfterBlank: boolean): number {
  const start = line.slice(0, 120);
  const heading = headingPattern.exec(start)?.[1];
  if (heading !== undefined) return cutRanks.heading + Math.min(heading.length, 3) - 1;
  if (tagPattern.test(start) || rulerPattern.test(start)) return cutRanks.heading + 2;
  return isAfterBlank ? cutRanks.paragraph : cutRanks.line;
}

const gapPattern = /([.!?…]["'”’)\]]{0,3})?[ \t]+|[。！？]/g;

function addCutsInside(cuts: SectionCut[], wholeLine: string, lineStart: number): void {
  const line = wholeLine.trimEnd();
  const indent = line.length - line.trimStart().length;
  for (const match of line.matchAll(gapPattern)) {
    const isIdeographic = /^[。！？]/.test(match[0]);
    const offset = match.index + (isIdeographic ? 1 : (match[1]?.length ?? 0));
    const isInside = offset < line.length && offset > indent;
    const rank = isIdeographic || match[1] !== undefined ? cutRanks.sentence : cutRanks.word;
    if (isInside) cuts.push({ offset: lineStart + offset, rank });
  }
}
