import { measureDemand, scoreStaticQuality } from '../../metrics/static-quality.ts';
import { defaultRubricWeights, type RubricWeights } from '../../metrics/rubric-weights.ts';
import type { TaskDemand } from '../../metrics/task-demand.ts';
import type { PromptText } from '../../model.ts';
import type { Critic, Critique } from '../modules.ts';
import { createAnalyst, type Analyst } from './analyst.ts';

/**
 * The Critic of the rules engine: the findings of the rules and the static rubric, tier E0. Rewrites are measured by
 * what the task of the original demands, so that dropping a requirement does not make the task look easier.
 */
export function createRulesCritic(
  original: PromptText,
  analyst: Analyst = createAnalyst(),
  weights: RubricWeights = defaultRubricWeights,
): Critic {
  const demand = measureDemand({ text: original.text, contract: analyst(original).contract });
  return {
    critique: (prompt) => Promise.resolve(critique(prompt, { analyst, weights, demand })),
    hasHeadroom: ({ findings }) => findings.some(({ fix }) => fix !== null),
  };
}

/** What the rules and the rubric say of a prompt, measured by its own task. */
export function critiqueByRules(prompt: PromptText): Critique {
  return critique(prompt, { analyst: createAnalyst(), weights: defaultRubricWeights });
}

interface Measure {
  readonly analyst: Analyst;
  readonly weights: RubricWeights;
  readonly demand?: TaskDemand;
}

function critique(prompt: PromptText, { analyst, weights, demand }: Measure): Critique {
  const { contract, findings } = analyst(prompt);
  const subject = { text: prompt.text, contract, findings };
  return {
    findings,
    quality: scoreStaticQuality(demand === undefined ? subject : { ...subject, demand }, weights),
  };
}
