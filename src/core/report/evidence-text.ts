import { caseOfferText } from './case-offer.ts';
import { counted, dollars, duration, grouped } from './format-number.ts';
import { flow } from './flow.ts';
import { timeBasis } from './forecast-text.ts';
import type { RunReport } from './run-report.ts';
import { type ReportStyle, withoutControls } from './style.ts';

/** What models found out and what they took, for a terminal; empty where no model was asked. */
export function evidenceText(report: RunReport, style: ReportStyle): string {
  const offer = caseOfferText(report);
  const sentences = [
    ...evidenceSentences(report),
    ...(report.usage.byRole ?? []).map(describeRole),
    ...overheadSentences(report),
    ...forecastSentences(report),
    ...(offer === null ? [] : [offer]),
  ];
  if (sentences.length === 0) return '';
  const lines = sentences.map((sentence) =>
    flow([{ text: withoutControls(sentence), mark: style.quiet }], { ...style, indent: '  ', hanging: '  ' }),
  );
  return [style.strong('Evidence'), ...lines].join('\n');
}

/** What a reader has to know about the numbers of a run, in whole sentences. */
export function evidenceSentences({ evidence, schedule }: RunReport): readonly string[] {
  if (evidence === undefined) return [];
  const { judgedPairs, positionConsistency, requirements, cases, sentences } = evidence;
  return [
    ...(requirements === null
      ? []
      : [`${counted(requirements, 'requirement')} looked for in every candidate.`]),
    ...(positionConsistency === null && judgedPairs === 0
      ? []
      : [describePairs(judgedPairs, positionConsistency)]),
    ...(cases === null ? [] : [describeCases(cases), ...describeReasoning(cases.reasoning ?? null)]),
    ...sentences,
    ...(schedule === undefined ? [] : [scheduleSentences[schedule]]),
  ];
}

function describePairs(judgedPairs: number, positionConsistency: number | null): string {
  const pairs = counted(judgedPairs, 'pair');
  return positionConsistency === null
    ? `${pairs} judged in one order: how far the judge follows the place is unknown.`
    : `${pairs} judged in both orders, ${Math.round(100 * positionConsistency)} % alike.`;
}

const scheduleSentences = {
  overlapped: 'Rounds overlapped: each began while the one before was still being judged.',
  sequential: 'Rounds ran one after another: each waited for the judgements of the one before.',
} as const;

type Cases = NonNullable<NonNullable<RunReport['evidence']>['cases']>;

function describeCases({ cases, pValue, noiseFloor, power }: Cases): string {
  const noise = noiseFloor === null ? null : `Noise floor: ${noiseFloor.toFixed(1)} points.`;
  const sentences = [describeConfirmation(counted(cases, 'case'), pValue), noise, power];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

function describeConfirmation(on: string, pValue: number | null): string {
  if (pValue === null) return `Confirmed on ${on} that led no search.`;
  return pValue < 0.001
    ? `Confirmed on ${on} that led no search, p < 0.001.`
    : `Confirmed on ${on} that led no search, p = ${pValue.toFixed(3)}.`;
}

function describeReasoning(reasoning: Cases['reasoning'] | null): readonly string[] {
  if (reasoning === null || reasoning === undefined) return [];
  const { before, after, cases, missing } = reasoning;
  const unrated = missing === 0 ? [] : [`Reasoning could not be rated on ${counted(missing, 'kept case')}.`];
  if (before === null || after === null) {
    return cases + missing === 0 ? ['The kept cases need no steps of reasoning.'] : unrated;
  }
  return [
    `Reasoning in the outputs of ${counted(cases, 'kept case')}: ${before.toFixed(2)} before, ${after.toFixed(2)} after (of 1).`,
    ...unrated,
  ];
}

type RoleUsage = NonNullable<RunReport['usage']['byRole']>[number];

function describeRole({ role, model, calls, cachedCalls, ...used }: RoleUsage): string {
  const cached = cachedCalls === 0 ? '' : ` and ${grouped(cachedCalls)} from the cache`;
  const cost = used.costUsd === null ? 'cost unknown' : dollars(used.costUsd);
  const about = used.provenance === 'estimate' ? '≈' : '';
  const tokens = `${about}${grouped(used.inputTokens)} tokens in, ${about}${grouped(used.outputTokens)} out`;
  return `${roleNames[role]}: ${model}, ${counted(calls, 'call')}${cached}, ${tokens}, ${cost}.`;
}

const roleNames = { proposer: 'Proposer', critic: 'Critic', verifier: 'Verifier', target: 'Target' } as const;

/** What our own words have cost. */
export function overheadSentences({ usage }: RunReport): readonly string[] {
  const { overheadTokens, inputTokens } = usage;
  if (overheadTokens === undefined || overheadTokens === 0) return [];
  const share =
    inputTokens > overheadTokens
      ? `, ${Math.round((100 * overheadTokens) / inputTokens)} % of the input`
      : '';
  return [`Instructions of our own: ≈${counted(overheadTokens, 'token')}${share}.`];
}

/** What was said before the run, each number beside what came of it. */
export function forecastSentences({ forecast, usage }: RunReport): readonly string[] {
  if (forecast === undefined) return [];
  const { calls, durationMs, costUsd, inputTokens, outputTokens, latency } = forecast;
  const tokens = grouped(Math.round(inputTokens.expected + outputTokens.expected));
  const used = grouped(usage.inputTokens + usage.outputTokens);
  const cost =
    costUsd === null || usage.costUsd === null
      ? ''
      : `, ${dollars(costUsd.expected)} (it cost ${dollars(usage.costUsd)})`;
  const basis = latency === undefined ? '' : ` ${timeBasis[latency]}`;
  return [
    `Forecast: ${counted(calls.expected, 'call')} (it took ${grouped(usage.calls)}), ${tokens} tokens (it took ${used}), ${duration(durationMs.expected)}${basis} (it took ${duration(usage.wallMs)})${cost}.`,
  ];
}
