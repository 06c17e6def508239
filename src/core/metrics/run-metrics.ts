import type { EncodingName, FrontMember, Quality, TokenProvenance, Usage, Verdict } from '../model.ts';
import type { Metrics } from '../report/run-report.ts';
import { breakEvenCalls } from './break-even.ts';
import { compactness } from './compactness.ts';
import { compression } from './compression.ts';
import { callCostUsd, relativeCost } from './cost.ts';
import type { Price } from './cost.ts';
import { efficiency } from './efficiency.ts';
import { lambdaBreakpoints, lambdaTradeoff } from './lambda.ts';
import { rubricGain } from './quality-gain.ts';
import { reasoningGainIndex } from './reasoning-gain-index.ts';
import { scaffoldChange } from './reasoning-scaffold.ts';
import type { RubricSubject } from './static-quality.ts';
import { decideVerdict } from './verdict.ts';

/** A text with what was measured on it. */
export interface MeasuredPrompt extends Pick<RubricSubject, 'contract'> {
  readonly text: string;
  readonly tokens: number;
  readonly quality: Quality;
}

/** A pair of measured texts and what the numbers of a run depend on beside them. */
export interface MetricsInput {
  /** The prompt as it stood when the run began, never an intermediate text. */
  readonly original: MeasuredPrompt;
  readonly candidate: MeasuredPrompt;
  readonly counter: { readonly encoding: EncodingName; readonly provenance: TokenProvenance };
  readonly lambda: number;
  readonly front: readonly FrontMember[];
  /** What the run has used; null when there was no run, as for hunks that are toggled by hand. */
  readonly usage: Pick<Usage, 'calls' | 'costUsd'> | null;
  /** Price of the model that the prompt is meant for; null when unknown. */
  readonly price: Price | null;
  /** Where something else than the rubric has decided; absent: the rubric does. */
  readonly verdict?: Verdict;
}

/** All metrics of a pair at tiers E0 and E1. Unknown numbers are null, never 0. */
export function computeMetrics(input: MetricsInput): Metrics {
  const { original, candidate, counter, lambda, front } = input;
  const gain = rubricGain(original.quality, candidate.quality);
  const scaffold = scaffoldChange(original, candidate);
  const costChange = relativeCost(candidate.tokens, original.tokens) - 1;
  return {
    tokens: { before: original.tokens, after: candidate.tokens, ...counter },
    compression: compression(original.tokens, candidate.tokens),
    qualityGain: { value: gain.value, tier: gain.tier, interval: null },
    reasoningGainIndex: { value: reasoningGainIndex(scaffold.before, scaffold.after), tier: 'E0' },
    efficiency: efficiency(sideOf(original), sideOf(candidate), input.verdict ?? verdictOf(input)),
    compactness: { before: compactness(original.text), after: compactness(candidate.text) },
    lambda: {
      value: lambda,
      tradeoff: lambdaTradeoff({ qualityGain: gain.value, costChange, lambda }),
      breakpoints: lambdaBreakpoints(front),
    },
    breakEvenCalls: breakEvenOf(input),
    ...callCostOf(input),
  };
}

/** The verdict on a measured pair at tiers E0 and E1. */
export function verdictOf({ original, candidate }: Pick<MetricsInput, 'original' | 'candidate'>): Verdict {
  return decideVerdict({ kind: 'rubric', original, candidate });
}

function sideOf({ quality, tokens }: MeasuredPrompt): { quality: number; tokens: number } {
  return { quality: quality.value, tokens };
}

function breakEvenOf({ original, candidate, usage, price }: MetricsInput): number | null {
  if (usage === null) return null;
  const savedTokens = original.tokens - candidate.tokens;
  // A run without calls has cost nothing: any saving, even one in tokens without a price, pays at once.
  if (usage.calls === 0) return breakEvenCalls({ runCost: 0, savingPerCall: savedTokens });
  return breakEvenCalls({ runCost: usage.costUsd, savingPerCall: savingUsd(savedTokens, price) });
}

/** What the prompt itself costs in one call; nothing without a price. */
function callCostOf({ original, candidate, price }: MetricsInput): Pick<Metrics, 'callCost'> {
  if (price === null) return {};
  const cost = (inputTokens: number): number => (inputTokens * price.input) / 1e6;
  return { callCost: { before: cost(original.tokens), after: cost(candidate.tokens), price: { ...price } } };
}

function savingUsd(savedTokens: number, price: Price | null): number | null {
  return callCostUsd({ inputTokens: savedTokens, cachedInputTokens: 0, outputTokens: 0 }, price);
}
