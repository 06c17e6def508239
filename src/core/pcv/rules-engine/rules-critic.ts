import { extractContract } from '../../contract/contract.ts';
import { scoreStaticQuality } from '../../metrics/static-quality.ts';
import type { PromptText } from '../../model.ts';
import { createRuleContext, findFindings } from '../../rules/find-findings.ts';
import type { Critic, Critique } from '../modules.ts';

/** The Critic of the rules engine: the findings of the rules and the static rubric, tier E0. */
export function createRulesCritic(): Critic {
  return {
    critique: (prompt) => Promise.resolve(critiqueByRules(prompt)),
    hasHeadroom: ({ findings }) => findings.some(({ fix }) => fix !== null),
  };
}

/** What the rules and the rubric say of a prompt. */
export function critiqueByRules(prompt: PromptText): Critique {
  const contract = extractContract(prompt);
  const findings = findFindings(createRuleContext(prompt, contract));
  return { findings, quality: scoreStaticQuality({ text: prompt.text, contract, findings }) };
}
