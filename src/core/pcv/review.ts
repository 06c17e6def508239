import { checkContract } from '../contract/check-contract.ts';
import { extractContract } from '../contract/contract.ts';
import { composeHunks } from '../diff/hunks.ts';
import { pickByLambda } from '../metrics/lambda.ts';
import { computeMetrics, verdictOf } from '../metrics/run-metrics.ts';
import type { Check, PromptText, Quality, Verdict } from '../model.ts';
import type { TokenCounter } from '../ports.ts';
import type { Explanation, Metrics, RunReport } from '../report/run-report.ts';
import type { RubricWeights } from '../metrics/rubric-weights.ts';
import { rewrittenPrompt } from './rewritten-prompt.ts';
import { createAnalyst } from './rules-engine/analyst.ts';
import { createRulesCritic } from './rules-engine/rules-critic.ts';

/** What a person has chosen of a finished run: a text of the front, without the hunks that were turned down. */
export interface Selection {
  readonly pickId: string;
  readonly lambda: number;
  /** Indices of the turned down hunks in the explanations of the picked text. */
  readonly rejectedHunks: readonly number[];
}

/** The chosen text, measured and checked anew. */
export interface Review {
  readonly text: string;
  readonly tokens: number;
  readonly quality: Quality;
  /** Of the original, at the same tier. */
  readonly originalQuality: Quality;
  readonly verdict: Verdict;
  readonly metrics: Metrics;
  readonly checks: readonly Check[];
  readonly explanations: readonly Explanation[];
}

interface ReviewRequest {
  readonly report: RunReport;
  readonly prompt: PromptText;
  readonly selection: Selection;
  readonly counter: TokenCounter;
  /** Checks that the text can be written back into its literal; null when the prompt stands in no file. */
  readonly reencode: ((prompt: PromptText) => Promise<Check>) | null;
  /** By which the run has weighed quality; absent: the default ones. */
  readonly weights?: RubricWeights;
  readonly signal: AbortSignal;
}

/** The selection with which a finished run is first shown: its pick, whole. */
export function initialSelection(report: RunReport): Selection {
  const { value: lambda } = report.metrics.lambda;
  return { pickId: pickByLambda(report.front, lambda).id, lambda, rejectedHunks: [] };
}

/** Moves λ: the pick follows from the front alone, no engine is asked. */
export function selectByLambda(report: RunReport, lambda: number): Selection {
  return { pickId: pickByLambda(report.front, lambda).id, lambda, rejectedHunks: [] };
}

/** Composes the selected text and measures it: whoever turns a hunk down sees what that does to every number. */
export async function reviewSelection(request: ReviewRequest): Promise<Review> {
  const { report, prompt, selection, counter, reencode } = request;
  const member = report.front.find(({ id }) => id === selection.pickId);
  const explanations = member?.explanations ?? [];
  const rewritten = rewrittenPrompt(prompt, composeText(prompt.text, explanations, selection));
  const checks = checkContract(extractContract(prompt), rewritten.text);
  const reencoded = reencode === null ? [] : [await reencode(rewritten)];
  const { qualities, verdict } =
    judgementOf(report, member, rewritten.text) ?? (await judgeByRules(request, rewritten));
  const tokens = counter.count(rewritten.text);
  const pair = {
    original: { ...report.original, quality: qualities.original, contract: extractContract(prompt) },
    candidate: {
      text: rewritten.text,
      tokens,
      quality: qualities.candidate,
      contract: extractContract(rewritten),
    },
  };
  const decided = verdict ?? verdictOf(pair);
  const metrics = computeMetrics({
    ...pair,
    verdict: decided,
    front: report.front,
    lambda: selection.lambda,
    counter: { encoding: counter.encoding, provenance: report.metrics.tokens.provenance },
    usage: report.usage,
    price: report.metrics.callCost?.price ?? null,
  });
  return {
    text: rewritten.text,
    tokens,
    quality: qualities.candidate,
    originalQuality: qualities.original,
    verdict: decided,
    metrics: withGainOfRun(metrics, report, rewritten.text),
    checks: [...checks, ...reencoded],
    explanations,
  };
}

interface Judged {
  readonly qualities: { readonly original: Quality; readonly candidate: Quality };
  /** Null: follows from the two qualities. */
  readonly verdict: Verdict | null;
}

/** What models have said of a whole text of the front; null where the rules judge, as for a text without some hunks. */
function judgementOf(report: RunReport, member: Member | undefined, text: string): Judged | null {
  const { quality } = report.original;
  if (quality.tier === 'E0' || member?.text !== text) return null;
  const verdict = member.verdict ?? (text === report.candidate?.text ? report.verdict : 'inconclusive');
  return { qualities: { original: quality, candidate: member.quality }, verdict };
}

type Member = RunReport['front'][number];

/** No model has seen this very text: the static rubric measures both sides, so that no tiers are mixed. */
async function judgeByRules(
  { prompt, weights, signal }: ReviewRequest,
  rewritten: PromptText,
): Promise<Judged> {
  const critic = createRulesCritic(prompt, createAnalyst(), weights);
  const original = await critic.critique(prompt, signal);
  const candidate = await critic.critique(rewritten, signal);
  return { qualities: { original: original.quality, candidate: candidate.quality }, verdict: null };
}

/** The pick of the run keeps the gain that its cases have shown, and what only the run knows: the price. */
function withGainOfRun(metrics: Metrics, report: RunReport, text: string): Metrics {
  if (text !== report.candidate?.text) return metrics;
  const { qualityGain, breakEvenCalls, reasoningGainIndex } = report.metrics;
  return { ...metrics, qualityGain, breakEvenCalls, reasoningGainIndex };
}

function composeText(original: string, explanations: readonly Explanation[], selection: Selection): string {
  const rejected = new Set(selection.rejectedHunks);
  const accepted = [...explanations.keys()].filter((index) => !rejected.has(index));
  return composeHunks(original, explanations, new Set(accepted));
}
