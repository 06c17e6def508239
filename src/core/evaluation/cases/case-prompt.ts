import type { PromptText } from '../../model.ts';

/** A prompt as it is tried on cases. */
export interface CasePrompt {
  readonly messages: readonly CaseMessage[];
  /** Which notations are filled in: all that the product knows, or only `{{name}}`, as in a test configuration. */
  readonly notations: 'all' | 'nunjucks';
}

export interface CaseMessage {
  readonly role: 'system' | 'user';
  readonly prompt: PromptText;
}

/** A prompt that goes to the model as one message of the user. */
export function asUserMessage(prompt: PromptText, notations: CasePrompt['notations'] = 'all'): CasePrompt {
  return { messages: [{ role: 'user', prompt }], notations };
}
