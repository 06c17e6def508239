import { extractContract } from '../../contract/contract.ts';
import { measureDemand, scoreStaticQuality } from '../../metrics/static-quality.ts';
import type { TaskDemand } from '../../metrics/task-demand.ts';
import type { PromptText } from '../../model.ts';
import { createRuleContext, findFindings } from '../../rules/find-findings.ts';
import type { Critic, Critique } from '../modules.ts';

/**
 * The Critic of the rules engine: the findings of the rules and the static rubric, tier E0. Rewrites are measured by
 * what the task of the original demands, so that dropping a requirement does not make the task look easier.
 */
export function createRulesCritic(original: PromptText): Critic {
  const demand = measureDemand({ text: original.text, contract: extractContract(original) });
  return {
    critique: (prompt) => Promise.resolve(critiqueByRules(prompt, demand)),
    hasHeadroom: ({ findings }) => findings.some(({ fix }) => fix !== null),
  };
}

/** What the rules and the rubric say of a prompt; without `demand` it is measured by its own task. */
export function critiqueByRules(prompt: PromptText, demand?: TaskDemand): Critique {
  const contract = extractContract(prompt);
  const findings = findFindings(createRuleContext(prompt, contract));
  const subject = { text: prompt.text, contract, findings };
  return { findings, quality: scoreStaticQuality(demand === undefined ? subject : { ...subject, demand }) };
}
