import { markFiller } from './filler-lexicon.ts';
import { splitUnits } from './text-units.ts';
import type { TextUnit } from './text-units.ts';

/**
 * Compactness K in [0, 1]: 1 less the share of words that belong to a 3-gram seen before in the prompt or to the
 * filler lexicon. 3-grams do not cross sentence ends; a sentence of one or two words is its own gram.
 */
export function compactness(text: string): number {
  const { words, redundant } = countRedundantWords(splitUnits(text).units);
  return words === 0 ? 1 : 1 - redundant / words;
}

/** The words of the units, and how many of them are redundant. */
export function countRedundantWords(units: readonly TextUnit[]): { words: number; redundant: number } {
  const seen = new Set<string>();
  let words = 0;
  let redundant = 0;
  for (const unit of units) {
    words += unit.words.length;
    redundant += markRedundant(unit.words, seen).filter(Boolean).length;
  }
  return { words, redundant };
}

const gramLength = 3;

function markRedundant(words: readonly string[], seen: Set<string>): boolean[] {
  const marks = markFiller(words);
  const length = Math.min(gramLength, words.length);
  if (length === 0) return marks;
  const grams = words.slice(length - 1).map((_, index) => words.slice(index, index + length).join(' '));
  grams.forEach((gram, index) => {
    if (seen.has(gram)) marks.fill(true, index, index + length);
    seen.add(gram);
  });
  return marks;
}
