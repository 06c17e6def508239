import type { QualityPair } from '../src/core/report/quality-pair.ts';
import type { RunReport } from '../src/core/report/run-report.ts';
import type { PhaseOf } from '../src/protocol.ts';
import { formatMoney, formatNumber, formatPercent, formatSigned } from './format.ts';
import { quotedText } from './rich-text.ts';
import { formatCount, localise, plural, t } from './text.ts';
import { tierSentence } from './tiers.ts';

type Result = PhaseOf<'result'>;
export type CaseEvidence = NonNullable<NonNullable<RunReport['evidence']>['cases']>;

/** Share of pairs judged alike in both orders below which a judge is not to be relied on. */
const leastConsistency = 0.7;

/** What the cases say of the very text that is selected; null when none was run for it. */
export function casesOf({ report, current }: Result): CaseEvidence | null {
  const isPickOfRun = current.text === report.candidate?.text;
  return isPickOfRun ? (report.evidence?.cases ?? null) : null;
}

/** Quality of both texts beside the Quality Gain: over the same cases where there were some. */
export function qualityOf(result: Result): QualityPair {
  const { report, current } = result;
  const cases = casesOf(result);
  const kept = cases?.quality ?? null;
  if (cases !== null && kept !== null) return { ...kept, tier: cases.tier };
  const { value: before } = current.originalQuality ?? report.original.quality;
  return { before, after: current.quality.value, tier: current.quality.tier };
}

/** What the verdict rests on: the interval over the cases, else what the tier of the quality means. */
export function proofSentence(result: Result): string {
  const { metrics, quality } = result.current;
  const cases = casesOf(result);
  if (cases === null) return tierSentence(quality.tier);
  const { value, interval } = metrics.qualityGain;
  const count = plural(cases.cases, '{0} case', '{0} cases');
  if (value === null) return t('Too many of {0} have no result.', count);
  const range = interval === null ? t('without an interval') : intervalLabel(interval);
  const details = [range, pLabel(cases.pValue), noiseLabel(cases.noiseFloor)].filter((part) => part !== null);
  return t(
    'Quality {0} points ({1}) on {2} that led no search. {3}',
    formatSigned(value),
    details.join(', '),
    count,
    tierSentence(cases.tier),
  );
}

/** Both ends of an interval. */
export function intervalLabel([low, high]: readonly [number, number]): string {
  return t('interval {0} to {1}', formatSigned(low), formatSigned(high));
}

function pLabel(pValue: number | null): string | null {
  if (pValue === null) return null;
  return pValue < 0.001 ? t('p < 0.001') : t('p = {0}', formatNumber(pValue, 3));
}

function noiseLabel(points: number | null): string | null {
  return points === null ? null : t('noise floor {0}', formatNumber(points));
}

/** How many cases it would take to tell, where they could not; null elsewhere. */
export function powerSentence(result: Result): string | null {
  const power = casesOf(result)?.power ?? null;
  return power === null ? null : localise(quotedText(power));
}

/** What makes the judgement of models doubtful, in a sentence; null when nothing does. */
export function doubtSentence({ report }: Result): string | null {
  const consistency = report.evidence?.positionConsistency ?? null;
  if (consistency === null || consistency >= leastConsistency) return null;
  return t(
    'Only {0} of the pairs were judged alike in both orders: the judge may prefer whichever text stands first.',
    formatPercent(consistency * 100),
  );
}

/** What calls cost less, and when the run has paid for itself; null where no price is known or nothing is saved. */
export function savingSentence({ current }: Result): string | null {
  const { callCost, breakEvenCalls } = current.metrics;
  if (callCost === undefined || callCost.after >= callCost.before) return null;
  const saved = t('Saves {0} per 1,000 calls', savingPer1000(callCost));
  if (breakEvenCalls === null) return t('{0}.', saved);
  if (breakEvenCalls === 0) return t('{0}; the run cost nothing.', saved);
  return t(
    '{0}; the run has paid for itself after {1} calls.',
    saved,
    formatCount(Math.ceil(breakEvenCalls)),
  );
}

function savingPer1000({ before, after }: { readonly before: number; readonly after: number }): string {
  return formatMoney((before - after) * 1000);
}
