import { checkContract, isIntact } from '../contract/check-contract.ts';
import { extractContract, type Contract } from '../contract/contract.ts';
import type { PromptText } from '../model.ts';
import { askJudge } from '../pcv/judges/ask-judge.ts';
import { critiqueByModel } from '../pcv/judges/critique-by-model.ts';
import type { Judge, Judgement } from '../pcv/judges/judgement.ts';
import { editsAnswer, editsAnswerSchema, editsMessages, type EditsAnswer } from '../prompts/edits-prompt.ts';
import { placeEdit } from './edit-blocks.ts';
import type { ProposedEdit } from './suggestions.ts';

/**
 * What a model would change in a prompt: a critique, then edits for its findings. A finding whose edit cannot be placed
 * or would break the contract keeps its words alone. Null when the critique itself is missing.
 */
export async function suggestByModel(
  judge: Judge,
  prompt: PromptText,
): Promise<Judgement<readonly ProposedEdit[]>> {
  const contract = extractContract(prompt);
  const placeholders = contract.placeholders.map(({ text }) => text);
  const critique = await critiqueByModel(judge, { prompt: prompt.text, placeholders });
  const findings = critique.value?.findings ?? [];
  if (critique.value === null) return { ...critique, value: null };
  if (findings.length === 0) return { ...critique, value: [] };
  const edits = await askJudge(judge, {
    messages: editsMessages({ prompt: prompt.text, placeholders, findings }),
    answer: editsAnswer,
    schema: editsAnswerSchema,
    read: (answer) => answer,
    judged: [prompt.text],
    answerTokens: 1200 + Math.ceil(prompt.text.length / 3),
  });
  return {
    value: findings.map((finding, index) => ({
      finding,
      text: editFor(contract, edits.value, index + 1),
    })),
    failures: [...critique.failures, ...edits.failures],
    calls: critique.calls + edits.calls,
    criticalPathMs: critique.criticalPathMs + edits.criticalPathMs,
  };
}

/** The prompt with the edit for the finding of this number; null without one that holds. */
function editFor(contract: Contract, answer: EditsAnswer | null, number: number): string | null {
  const edit = answer?.edits.find(({ finding }) => finding === number);
  if (edit === undefined) return null;
  const placed = placeEdit(contract.text, edit.find, edit.replace);
  return placed.kind === 'placed' && isIntact(checkContract(contract, placed.text)) ? placed.text : null;
}
