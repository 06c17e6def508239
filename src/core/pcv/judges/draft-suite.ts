import { extractContract } from '../../contract/contract.ts';
import { PromptOpsError } from '../../errors.ts';
import { writeCaseSuite } from '../../evaluation/cases/config/write-cases.ts';
import type { PromptText } from '../../model.ts';
import { providerFailure } from '../model-engine/provider-failure.ts';
import { draftCases, variableNames } from './draft-cases.ts';
import type { Judge } from './judgement.ts';

/** A drafted test configuration. */
export interface DraftedSuite {
  /** YAML in promptfoo's format; every case is marked as synthetic. */
  readonly text: string;
  readonly cases: number;
}

/**
 * Lets a model draft test cases for a prompt from its placeholders.
 * @throws PromptOpsError `invalid-tests` without placeholders to fill, `provider-failed` without a usable draft.
 */
export async function draftSuite(judge: Judge, prompt: PromptText, count: number): Promise<DraftedSuite> {
  const variables = variableNames(extractContract(prompt).placeholders);
  if (variables.length === 0) throw nothingToFill();
  const { value, failures } = await draftCases(judge, { prompt: prompt.text, variables, count });
  judge.signal.throwIfAborted();
  if (value === null) throw failures[0] === undefined ? noDraft() : providerFailure(failures[0], judge.model);
  const isWhole = prompt.interpolations.length === 0 && !namesFile(prompt.text);
  return {
    text: writeCaseSuite({ cases: value, prompt: isWhole ? prompt.text : null }),
    cases: value.length,
  };
}

/** Such a text would be read as the name of a file. */
function namesFile(text: string): boolean {
  return text.trimStart().startsWith('file://');
}

function nothingToFill(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-tests',
    message: 'This prompt has no placeholders, so there is nothing that cases could fill in.',
    nextStep: 'Choose a prompt with placeholders, or write cases by hand.',
  });
}

function noDraft(): PromptOpsError {
  return new PromptOpsError({
    reason: 'provider-failed',
    message: 'The model drafted no case that fills exactly the placeholders of the prompt.',
    nextStep: 'Try again, or choose another model.',
  });
}
