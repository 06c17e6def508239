import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { leastCasesForInterval } from '../statistics.ts';
import type { CaseKey } from './case-run.ts';

/** Below this many cases nothing is left for the search once the confirmation has enough. */
export const leastCasesForSearch = 12;

/**
 * Which cases lead the search and which are kept for the report. `too-few` cases allow no verdict; with `confirm-only`
 * ones the search is led by the reading of the texts alone.
 */
export interface CaseSplit<Case extends CaseKey> {
  readonly policy: 'too-few' | 'confirm-only' | 'split';
  /** In the order in which a race looks at them. */
  readonly search: readonly Case[];
  /** Never shown to Proposer or Critic. */
  readonly holdout: readonly Case[];
  /** True when no source has cases on both sides. */
  readonly keepsSourcesTogether: boolean;
  /** What was done, for people. */
  readonly sentence: string;
}

interface SplitSettings {
  readonly seed: number;
  /** Share of the cases to keep for the confirmation, where that is enough for an interval. */
  readonly holdoutShare: number;
}

/** Splits cases for a seed. Cases of one source stay on one side unless a single source is too large for that. */
export function splitCases<Case extends CaseKey>(
  cases: readonly Case[],
  { seed, holdoutShare }: SplitSettings,
): CaseSplit<Case> {
  const random = createRandom(seed);
  const shuffled = shuffle(cases, random);
  if (cases.length < leastCasesForInterval) return tooFew(shuffled);
  if (cases.length < leastCasesForSearch) return confirmOnly(shuffled);
  const wanted = Math.max(leastCasesForInterval, Math.ceil(cases.length * holdoutShare));
  const groups = shuffle(groupBySource(shuffled), random).sort((a, b) => b.length - a.length);
  const whole = assignGroups(groups, { wanted, total: cases.length });
  const isWhole = isBalanced(whole.holdout.length, { wanted, total: cases.length });
  return describeSplit(isWhole ? whole : divideGroups(groups, wanted), { isWhole, random });
}

/** The same values in a random order (Fisher and Yates). */
export function shuffle<Value>(values: readonly Value[], random: Random): Value[] {
  return values
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

function tooFew<Case extends CaseKey>(cases: readonly Case[]): CaseSplit<Case> {
  const sentence =
    `${countCases(cases.length)} can guide the search but cannot show that a prompt is better: ` +
    `that takes at least ${leastCasesForInterval}, better ${leastCasesForSearch}.`;
  return { policy: 'too-few', search: cases, holdout: [], keepsSourcesTogether: true, sentence };
}

function confirmOnly<Case extends CaseKey>(cases: readonly Case[]): CaseSplit<Case> {
  const sentence =
    `All ${cases.length} cases are kept to confirm the result; ` +
    `with ${leastCasesForSearch} or more, some would also lead the search.`;
  return { policy: 'confirm-only', search: [], holdout: cases, keepsSourcesTogether: true, sentence };
}

interface Sides<Case> {
  readonly search: Case[];
  readonly holdout: Case[];
}

interface Sizes {
  readonly wanted: number;
  readonly total: number;
}

/** Each group, the largest first, goes where more of the wanted size is still open. */
function assignGroups<Case>(groups: readonly (readonly Case[])[], { wanted, total }: Sizes): Sides<Case> {
  const sides: Sides<Case> = { search: [], holdout: [] };
  for (const group of groups) {
    const openHoldout = (wanted - sides.holdout.length) / wanted;
    const openSearch = (total - wanted - sides.search.length) / (total - wanted);
    (openHoldout >= openSearch ? sides.holdout : sides.search).push(...group);
  }
  return sides;
}

/** At least half of the wanted size on either side, and enough for an interval. */
function isBalanced(size: number, { wanted, total }: Sizes): boolean {
  return size >= Math.max(leastCasesForInterval, wanted / 2) && total - size >= (total - wanted) / 2;
}

/** Every source gives its share to both sides, counted along so that the whole comes to the wanted size. */
function divideGroups<Case>(groups: readonly (readonly Case[])[], wanted: number): Sides<Case> {
  const all = groups.flat();
  const isHoldout = (index: number) =>
    Math.floor(((index + 1) * wanted) / all.length) > Math.floor((index * wanted) / all.length);
  return {
    search: all.filter((_, index) => !isHoldout(index)),
    holdout: all.filter((_, index) => isHoldout(index)),
  };
}

function groupBySource<Case extends CaseKey>(cases: readonly Case[]): Case[][] {
  const sources = new Set(cases.map(({ source }) => source));
  // One source for all says nothing of what belongs together.
  if (sources.size < 2) return cases.map((testCase) => [testCase]);
  const groups = new Map<string, Case[]>();
  for (const testCase of cases) {
    const key = testCase.source === null ? `case ${testCase.id}` : `source ${testCase.source}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [testCase]);
    else group.push(testCase);
  }
  return [...groups.values()];
}

function describeSplit<Case extends CaseKey>(
  { search, holdout }: Sides<Case>,
  { isWhole, random }: { readonly isWhole: boolean; readonly random: Random },
): CaseSplit<Case> {
  const sides = `${search.length} cases lead the search, ${holdout.length} are kept to confirm the result.`;
  const divided = 'Cases of one source stand on both sides, since one source has most of them.';
  return {
    policy: 'split',
    search: shuffle(search, random),
    holdout,
    keepsSourcesTogether: isWhole,
    sentence: isWhole ? sides : `${sides} ${divided}`,
  };
}

function countCases(count: number): string {
  return count === 1 ? '1 case' : `${count} cases`;
}
