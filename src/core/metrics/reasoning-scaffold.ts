import { readFeatures } from './prompt-features.ts';
import type { PromptFeatures } from './prompt-features.ts';

/**
 * Static R in [0, 1]: share of the reasoning scaffold that is in the prompt (steps, decision criteria, checks before
 * answering, edge-case rules, output contract). Null when the task has no reasoning to show.
 */
export function reasoningScaffold(text: string): number | null {
  const features = readFeatures(text, []);
  return features.hasReasoningTask ? shareOf(features) : null;
}

/** R before and after a rewrite. Whether there is reasoning to show is a property of the original's task. */
export function scaffoldChange(original: string, candidate: string): ScaffoldChange {
  const before = reasoningScaffold(original);
  if (before === null) return { before: null, after: null };
  return { before, after: shareOf(readFeatures(candidate, [])) };
}

interface ScaffoldChange {
  readonly before: number | null;
  readonly after: number | null;
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
