import { checkContract } from '../contract/check-contract.ts';
import { extractContract } from '../contract/contract.ts';
import { pickByLambda } from '../metrics/lambda.ts';
import { computeMetrics, verdictOf } from '../metrics/run-metrics.ts';
import type { Check, PromptText, Quality, Verdict } from '../model.ts';
import type { TokenCounter } from '../ports.ts';
import type { Explanation, Metrics, RunReport } from '../report/run-report.ts';
import { applyEdits } from '../text-edits.ts';
import { rewrittenPrompt } from './rewritten-prompt.ts';
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
  const { report, prompt, selection, counter, reencode, signal } = request;
  const member = report.front.find(({ id }) => id === selection.pickId);
  const explanations = member?.explanations ?? [];
  const rewritten = rewrittenPrompt(prompt, composeText(prompt.text, explanations, selection));
  const critique = await createRulesCritic(prompt).critique(rewritten, signal);
  const checks = checkContract(extractContract(prompt), rewritten.text);
  const reencoded = reencode === null ? [] : [await reencode(rewritten)];
  const measured = {
    text: rewritten.text,
    tokens: counter.count(rewritten.text),
    quality: critique.quality,
    contract: extractContract(rewritten),
  };
  const pair = {
    original: { ...report.original, contract: extractContract(prompt) },
    candidate: measured,
  };
  return {
    text: measured.text,
    tokens: measured.tokens,
    quality: measured.quality,
    verdict: verdictOf(pair),
    metrics: computeMetrics({
      ...pair,
      front: report.front,
      lambda: selection.lambda,
      counter: { encoding: counter.encoding, provenance: 'tokenizer' },
      usage: report.usage,
      price: null,
    }),
    checks: [...checks, ...reencoded],
    explanations,
  };
}

function composeText(original: string, explanations: readonly Explanation[], selection: Selection): string {
  const rejected = new Set(selection.rejectedHunks);
  const accepted = explanations.filter((_, index) => !rejected.has(index));
  return applyEdits(
    original,
    accepted.map(({ beforeSpan, after }) => ({ span: beforeSpan, replacement: after })),
  );
}
