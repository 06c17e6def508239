import type { Confirmation } from '../../evaluation/behaviour/confirm.ts';
import { formatPoints } from '../../evaluation/behaviour/power-sentence.ts';
import type { RaceEntry } from '../../evaluation/behaviour/race.ts';
import type { Check } from '../../model.ts';
import type { DynamicVerification, Examination, QualitySubject } from '../modules.ts';

interface RaceEvidence {
  readonly entry: RaceEntry;
  readonly checks: readonly Check[];
  /** What it has raced against where that is not the original. */
  readonly rival: { readonly tokens: number } | null;
}

/** What the search cases say. A candidate that does well is not called better before the kept cases were run. */
export function decideByRace(
  { entry, checks, rival }: RaceEvidence,
  subject: QualitySubject,
): DynamicVerification {
  const lost = lostRequirements(checks);
  if (lost !== null) return lost;
  const { outcome, gain, cases } = entry;
  const seen = { on: cases === 1 ? '1 case' : `${cases} cases`, isOfRival: rival !== null };
  if (outcome === 'inconclusive' || gain === null) {
    return reject('not-judged', 'Too many of its cases have no result.');
  }
  if (outcome === 'dropped') {
    return reject('judged-worse', describeLoss(-gain, seen));
  }
  const isCheaper = subject.measured.tokens < (rival ?? subject.original).tokens;
  if (outcome === 'promoted' && (gain > 0 || (gain === 0 && isCheaper))) {
    return { kind: 'accepted', verdict: 'inconclusive' };
  }
  return reject('no-gain', describeGain(gain, seen));
}

interface Seen {
  /** Of how many cases. */
  readonly on: string;
  readonly isOfRival: boolean;
}

// Whole sentences, so that they can be translated.
function describeLoss(points: number, { on, isOfRival }: Seen): string {
  const loss = formatPoints(points);
  return isOfRival
    ? `On ${on} it is worse by ${loss} against the best text so far.`
    : `On ${on} it is worse by ${loss}.`;
}

function describeGain(points: number, { on, isOfRival }: Seen): string {
  const gain = formatPoints(points);
  return isOfRival ? `On ${on} it gains ${gain} against the best text so far.` : `On ${on} it gains ${gain}.`;
}

/** What the kept cases say; without them nothing is decided. */
export function decideByConfirmation(confirmation: Confirmation | null): DynamicVerification {
  if (confirmation?.verdict !== 'regressed') {
    return { kind: 'accepted', verdict: confirmation?.verdict ?? 'inconclusive' };
  }
  const { value, cases } = confirmation.gain;
  return reject('judged-worse', `On ${cases} kept cases it is worse by ${formatPoints(-(value ?? 0))}.`);
}

/** An examination that ended before the cases were run. */
export function notDecided(checks: readonly Check[]): Examination {
  const unknown = reject('not-judged', 'Its cases were not run.');
  return { checks, quality: null, decide: () => lostRequirements(checks) ?? unknown };
}

/** The rejection of a candidate that lost requirements, or null. */
export function lostRequirements(checks: readonly Check[]): DynamicVerification | null {
  const lost = checks.filter(({ status }) => status === 'failed');
  return lost.length === 0 ? null : reject('requirement', lost.map(({ detail }) => detail).join(' '));
}

function reject(
  rejection: Extract<DynamicVerification, { kind: 'rejected' }>['rejection'],
  detail: string,
): DynamicVerification {
  return { kind: 'rejected', rejection, detail };
}
