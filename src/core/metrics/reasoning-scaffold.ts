import { findPlaceholders } from '../contract/placeholders.ts';
import type { PromptText } from '../model.ts';
import { readFeatures } from './prompt-features.ts';
import type { PromptFeatures } from './prompt-features.ts';
import type { RubricSubject } from './static-quality.ts';

type ScaffoldSubject = Pick<RubricSubject, 'text' | 'contract'>;

/**
 * Static R in [0, 1]: share of the reasoning scaffold that is in the prompt (steps, decision criteria, checks before
 * answering, edge-case rules, output contract). Null when the task has no reasoning to show.
 */
export function reasoningScaffold(subject: ScaffoldSubject): number | null {
  const features = readFeatures(subject.text, subject.contract.placeholders);
  return features.hasReasoningTask ? shareOf(features) : null;
}

/** Whether the task of a prompt has reasoning to show at all. */
export function asksForReasoning(prompt: PromptText): boolean {
  return readFeatures(prompt.text, findPlaceholders(prompt)).hasReasoningTask;
}

/** R before and after a rewrite. Whether there is reasoning to show is a property of the original's task. */
export function scaffoldChange(
  original: ScaffoldSubject,
  candidate: ScaffoldSubject,
): { before: number | null; after: number | null } {
  const before = reasoningScaffold(original);
  if (before === null) return { before: null, after: null };
  return { before, after: shareOf(readFeatures(candidate.text, candidate.contract.placeholders)) };
}

function shareOf(features: PromptFeatures): number {
  const parts = [
    features.hasSteps,
    features.hasCriteria,
    features.hasSelfCheck,
    features.hasEdgeCase,
    features.hasOutputFormat || features.hasTemplate,
  ];
  return parts.filter(Boolean).length / parts.length;
}
