import type { Check, RunSettings, Verdict } from '../../model.ts';
import type { Comparison } from '../judges/compare-texts.ts';
import type { DynamicVerification, QualitySubject } from '../modules.ts';
import { lostRequirements } from './case-decision.ts';

/** What models have read in a candidate. */
export interface ReadingEvidence {
  readonly checks: readonly Check[];
  /** Null is missing data. */
  readonly comparison: Comparison | null;
  /** Whether all requirements of the original were looked for. */
  readonly isCovered: boolean;
  readonly settings: Pick<RunSettings, 'bothOrders' | 'margin'>;
}

/**
 * The decision at tier E1. `improved` takes a judge who prefers the candidate in both orders, a Critic who rates it no
 * lower, and every requirement found again; a shorter text may be as good as the original where neither disagrees. A judge
 * who saw one order may have followed the place: what it says against a candidate counts, what it says for one does not.
 */
export function decideByReading(evidence: ReadingEvidence, subject: QualitySubject): DynamicVerification {
  const { checks, comparison, isCovered, settings } = evidence;
  const lost = lostRequirements(checks);
  if (lost !== null) return lost;
  if (comparison === null) {
    return reject('not-judged', 'The judge gave no usable comparison with the original.');
  }
  if (comparison.outcome === 'loss') return reject('judged-worse', describeLoss(comparison, settings));
  const isProven = isCovered && checks.every(({ status }) => status === 'passed');
  const isPreferred = settings.bothOrders && comparison.outcome === 'win' && gainOf(subject) >= 0;
  return isProven && isPreferred ? accept('improved') : decideByCost(subject, settings);
}

interface ConfirmationEvidence {
  readonly comparison: Comparison | null;
  /** Whether fresh samples were to be drawn at all. */
  readonly isAsked: boolean;
  readonly before: Verdict;
  readonly settings: Pick<RunSettings, 'bothOrders' | 'margin'>;
}

/** The decision on the text that would be offered, by fresh samples; where they are missing the first one stands. */
export function confirmByReading(
  { comparison, isAsked, before, settings }: ConfirmationEvidence,
  subject: QualitySubject,
): DynamicVerification {
  if (!isAsked || comparison === null) return accept(before);
  if (comparison.outcome === 'loss') return reject('judged-worse', describeLoss(comparison, settings));
  if (comparison.outcome === 'win' || before !== 'improved') return accept(before);
  return decideByCost(subject, settings);
}

/** Neither better nor worse: a shorter text is still worth having, as far as the Critic sees no loss above δ. */
function decideByCost(subject: QualitySubject, { margin, bothOrders }: Orders): DynamicVerification {
  const gain = gainOf(subject);
  if (gain < -margin) return reject('quality', `The Critic rates it ${(-gain).toFixed(1)} points lower.`);
  if (subject.measured.tokens < subject.original.tokens) return accept('equivalent-and-cheaper');
  return reject(
    'no-gain',
    bothOrders
      ? 'The judge does not prefer it in both orders, and it is no shorter.'
      : 'It is no shorter, and a judge who saw one order only cannot show that it is better.',
  );
}

function gainOf({ original, measured }: QualitySubject): number {
  return measured.critique.quality.value - original.critique.quality.value;
}

function describeLoss({ reasons }: Comparison, { bothOrders }: Orders): string {
  const [reason] = reasons;
  const loss = bothOrders
    ? 'The judge prefers the original in both orders.'
    : 'The judge prefers the original in the one order that it saw.';
  return reason === undefined ? loss : `${loss} ${reason}`;
}

type Orders = ReadingEvidence['settings'];

function accept(verdict: Verdict): DynamicVerification {
  return { kind: 'accepted', verdict };
}

function reject(
  rejection: Extract<DynamicVerification, { kind: 'rejected' }>['rejection'],
  detail: string,
): DynamicVerification {
  return { kind: 'rejected', rejection, detail };
}
