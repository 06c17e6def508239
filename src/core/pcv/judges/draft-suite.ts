import { extractContract } from '../../contract/contract.ts';
import { PromptOpsError } from '../../errors.ts';
import { writeCaseSuite } from '../../evaluation/cases/config/write-cases.ts';
import type { PromptText } from '../../model.ts';
import { providerFailure } from '../model-engine/provider-failure.ts';
import { inputVariable } from '../../evaluation/cases/case-prompt.ts';
import { caseVariablesOf, type CaseVariables } from '../../evaluation/cases/case-variables.ts';
import { draftCases } from './draft-cases.ts';
import type { Judge } from './judgement.ts';

/** A drafted test configuration. */
export interface DraftedSuite {
  /** YAML in promptfoo's format; every case is marked as synthetic. */
  readonly text: string;
  readonly cases: number;
}

/**
 * Lets a model draft test cases for a prompt: values for its placeholders or, where it has none, what its user writes.
 * @throws PromptOpsError `invalid-tests` where only the program can fill the prompt in, `provider-failed` without a usable
 * draft.
 */
export async function draftSuite(judge: Judge, prompt: PromptText, count: number): Promise<DraftedSuite> {
  const { kind, names: variables } = requireVariables(prompt);
  const isConversation = kind === 'message';
  const { value, failures } = await draftCases(judge, {
    prompt: prompt.text,
    variables,
    count,
    isConversation,
  });
  judge.signal.throwIfAborted();
  if (value === null) throw failures[0] === undefined ? noDraft() : providerFailure(failures[0], judge.model);
  const isWhole = prompt.interpolations.length === 0 && !namesFile(prompt.text);
  const text = isConversation ? conversationOf(prompt.text) : prompt.text;
  return { text: writeCaseSuite({ cases: value, prompt: isWhole ? text : null }), cases: value.length };
}

/**
 * What cases of a prompt have to give.
 * @throws PromptOpsError `invalid-tests` where only the program can fill the prompt in.
 */
export function requireVariables(prompt: PromptText): Exclude<CaseVariables, { kind: 'control-blocks' }> {
  const found = caseVariablesOf(extractContract(prompt).placeholders);
  if (found.kind === 'control-blocks') throw nothingToFill();
  return found;
}

/** As a test configuration has a prompt of several messages. */
function conversationOf(system: string): string {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: `{{${inputVariable}}}` },
  ];
  return JSON.stringify(messages, null, 2);
}

/** Such a text would be read as the name of a file. */
function namesFile(text: string): boolean {
  return text.trimStart().startsWith('file://');
}

function nothingToFill(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-tests',
    message:
      'This prompt has control blocks, which only the program itself can run: no case can be tried on it.',
    nextStep: 'Choose a prompt that is filled in by placeholders alone.',
  });
}

function noDraft(): PromptOpsError {
  return new PromptOpsError({
    reason: 'provider-failed',
    message: 'The model drafted no case that fills exactly the placeholders of the prompt.',
    nextStep: 'Try again, or choose another model.',
  });
}
