import type { PromptText } from '../../model.ts';

/** A prompt as it is tried on cases. */
export interface CasePrompt {
  readonly messages: readonly CaseMessage[];
  /** Which notations are filled in: all that the product knows, or only `{{name}}`, as in a test configuration. */
  readonly notations: 'all' | 'nunjucks';
  /** Where nothing is filled in: whether the value of `inputVariable` follows as what the user writes. */
  readonly takesInput?: boolean;
}

/** The variable of cases for prompts without placeholders. */
export const inputVariable = 'input';

export interface CaseMessage {
  readonly role: 'system' | 'user';
  readonly prompt: PromptText;
}

/**
 * A prompt of a program: it goes to the model as one message of the user or, when nothing is filled in and the case says
 * what the user writes, as the system's message before that.
 */
export function asUserMessage(prompt: PromptText, notations: CasePrompt['notations'] = 'all'): CasePrompt {
  return { messages: [{ role: 'user', prompt }], notations, takesInput: true };
}
