import { knownValues } from './measure-cases.ts';
import type { CaseScores } from './measure-cases.ts';

/**
 * The search cases as a race looks at them: one on which the original can be beaten, one on which it cannot, in turn. A
 * first look at a few cases then shows gains as well as losses.
 */
export function orderForRace<Case>(cases: readonly Case[], scores: readonly CaseScores[]): Case[] {
  const isBeatable = cases.map((_, index) => {
    const repeats = scores[index] ?? [];
    return repeats.some(({ isRelative }) => isRelative) || knownValues(repeats).some((value) => value < 1);
  });
  const beatable = cases.filter((_, index) => isBeatable[index]);
  const perfect = cases.filter((_, index) => isBeatable[index] === false);
  return Array.from({ length: Math.max(beatable.length, perfect.length) }, (_, index) => [
    ...beatable.slice(index, index + 1),
    ...perfect.slice(index, index + 1),
  ]).flat();
}
