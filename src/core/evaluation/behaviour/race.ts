import { capitalAgainstMean } from '../bounded-mean.ts';
import { meanOf } from '../paired-t.ts';
import { isTooMuchMissing } from './behaviour-settings.ts';
import type { CaseKey, EvaluatedPrompt } from './case-run.ts';
import { measureCases } from './measure-cases.ts';
import type { Score, ScoreLedger } from './score-ledger.ts';

/**
 * How a candidate ended: `promoted` ones were measured on every search case; `dropped` ones were shown to be worse than
 * the incumbent; `set-aside` ones were not, but others looked better; of `inconclusive` ones too much is missing.
 */
export type RaceOutcome = 'promoted' | 'dropped' | 'set-aside' | 'inconclusive';

export interface RaceEntry {
  readonly promptId: string;
  readonly outcome: RaceOutcome;
  /** Mean difference to the incumbent on the cases that both have, in points; null when there is none. */
  readonly gain: number | null;
  /** Cases that were scored on both sides. */
  readonly cases: number;
  readonly missingCases: number;
}

export interface RaceInput<Case extends CaseKey> {
  readonly ledger: ScoreLedger<Case>;
  /** In the order in which they are looked at. */
  readonly cases: readonly Case[];
  readonly candidates: readonly EvaluatedPrompt[];
  readonly incumbent: EvaluatedPrompt;
  readonly minibatch: number;
  readonly dropAlpha: number;
  /** Whether a candidate that only ties goes on: worth it where the kept cases could show that it is equivalent. */
  readonly followsTies: boolean;
}

/**
 * Races candidates against the incumbent on the same cases and the first sample of each: all on a minibatch, then on
 * ever more cases. After each step a candidate is dropped when it is shown to be worse (`capitalAgainstMean`, valid at
 * every look), and the better half of those that do not look worse goes on (successive halving: Jamieson and Talwalkar
 * 2016). An entry for each candidate, in the order given.
 */
export async function race<Case extends CaseKey>(
  input: RaceInput<Case>,
  signal: AbortSignal,
): Promise<RaceEntry[]> {
  const { cases, candidates, minibatch } = input;
  const ended = new Map<string, RaceEntry>();
  let running = candidates;
  for (const size of stepSizes(cases.length, minibatch)) {
    const seen = { ...input, cases: cases.slice(0, size) };
    const standings = await Promise.all(running.map((candidate) => standingOf(seen, candidate, signal)));
    const isLast = size === cases.length;
    const judged = isLast
      ? standings.map((standing) => judge(standing, input))
      : keepBetterHalf(standings, input);
    for (const entry of judged) ended.set(entry.promptId, entry);
    running = running.filter(({ id }) => ended.get(id)?.outcome === 'promoted');
  }
  return candidates.map(({ id }) => ended.get(id) ?? unseen(id));
}

/** A minibatch, then twice as many each time, up to all. */
function stepSizes(total: number, minibatch: number): number[] {
  const sizes: number[] = [];
  for (let size = minibatch; size < total; size *= 2) sizes.push(size);
  return total === 0 ? [] : [...sizes, total];
}

interface Standing {
  readonly promptId: string;
  /** Paired differences in [-1, 1]. */
  readonly differences: readonly number[];
  readonly gain: number | null;
  readonly missingCases: number;
}

async function standingOf<Case extends CaseKey>(
  { ledger, cases, incumbent }: RaceInput<Case>,
  candidate: EvaluatedPrompt,
  signal: AbortSignal,
): Promise<Standing> {
  const selection = { cases, repeats: [0] };
  const [before, after] = await Promise.all([
    measureCases(ledger, { ...selection, prompt: incumbent }, signal),
    measureCases(ledger, { ...selection, prompt: candidate }, signal),
  ]);
  const pairs = cases.flatMap((_, index) => differenceOf(before[index]?.[0], after[index]?.[0]));
  return {
    promptId: candidate.id,
    differences: pairs.map(({ value, range }) => value / range),
    gain: pairs.length === 0 ? null : 100 * meanOf(pairs.map(({ value }) => value)),
    missingCases: cases.length - pairs.length,
  };
}

/** Of two relative scores, each in [-1, 1], the difference may be twice as large. */
function differenceOf(
  before: Score | undefined,
  after: Score | undefined,
): { value: number; range: number }[] {
  const [reference, value] = [before?.value ?? null, after?.value ?? null];
  if (reference === null || value === null) return [];
  return [{ value: value - reference, range: after?.isRelative === true ? 2 : 1 }];
}

function keepBetterHalf<Case extends CaseKey>(
  standings: readonly Standing[],
  input: RaceInput<Case>,
): RaceEntry[] {
  const entries = standings.map((standing) => judge(standing, input));
  const places = Math.ceil(standings.length / 2);
  const going = entries
    .filter(({ outcome, gain }) => outcome === 'promoted' && isPromising(gain ?? -1, input.followsTies))
    .sort((a, b) => (b.gain ?? 0) - (a.gain ?? 0))
    .slice(0, places);
  return entries.map((entry) =>
    entry.outcome !== 'promoted' || going.includes(entry) ? entry : { ...entry, outcome: 'set-aside' },
  );
}

function isPromising(gain: number, followsTies: boolean): boolean {
  return gain > 0 || (followsTies && gain === 0);
}

function judge<Case extends CaseKey>(standing: Standing, { dropAlpha }: RaceInput<Case>): RaceEntry {
  const { promptId, differences, gain, missingCases } = standing;
  const entry = { promptId, gain, cases: differences.length, missingCases };
  if (isTooMuchMissing(missingCases, differences.length + missingCases))
    return { ...entry, outcome: 'inconclusive' };
  const losses = differences.map((difference) => -difference);
  const isWorse = capitalAgainstMean(losses, 0) >= 1 / dropAlpha;
  return { ...entry, outcome: isWorse ? 'dropped' : 'promoted' };
}

function unseen(promptId: string): RaceEntry {
  return { promptId, outcome: 'set-aside', gain: null, cases: 0, missingCases: 0 };
}
