import { PromptOpsError } from '../../errors.ts';
import type { ChatFailure, ChatModel } from '../../models/chat-model.ts';

/** The error with which a run ends when its model cannot be used: what happened, where, what to do next. */
export function providerFailure(
  failure: ChatFailure,
  { name, endpoint }: Pick<ChatModel, 'name' | 'endpoint'>,
): PromptOpsError {
  const isOfEditor = endpoint.startsWith('vscode.lm/');
  const { what, nextStep } =
    failure.reason === 'auth' && isOfEditor ? accessInEditor : advice[failure.reason];
  return new PromptOpsError({
    reason: 'provider-failed',
    message: `The model ${name} at ${endpoint} ${what}: ${sentence(failure.detail)}`,
    nextStep,
  });
}

interface Advice {
  readonly what: string;
  readonly nextStep: string;
}

const advice: Readonly<Record<ChatFailure['reason'], Advice>> = {
  'rate-limited': {
    what: 'takes no more calls for now',
    nextStep: 'Wait a while, or ask for fewer candidates at a time.',
  },
  overloaded: { what: 'is overloaded or out of order', nextStep: 'Try again later.' },
  timeout: { what: 'did not answer in time', nextStep: 'Try again later, or choose a faster model.' },
  refused: { what: 'refused', nextStep: 'Choose another model for this prompt.' },
  length: {
    what: 'could not finish an answer',
    nextStep: 'Choose a model with a longer output, or optimize a part of the prompt.',
  },
  'content-filter': { what: 'was stopped by its filter', nextStep: 'Choose another model for this prompt.' },
  'bad-request': {
    what: 'does not take the request',
    nextStep: 'Check the name of the model, the base URL and the length of the prompt.',
  },
  auth: {
    what: 'denies access',
    nextStep: 'Check the key, that it belongs to this address, and its quota.',
  },
  network: { what: 'cannot be reached', nextStep: 'Check the base URL and the connection.' },
  'invalid-answer': {
    what: 'gives answers that cannot be used',
    nextStep: 'Choose a model that follows instructions more closely.',
  },
  budget: { what: 'may not be asked any more', nextStep: 'Raise the budget.' },
  cancelled: { what: 'was not asked any more', nextStep: 'Run the command again.' },
};

/** Models of the editor have no key: their extensions ask for consent and count what was used. */
const accessInEditor: Advice = {
  what: 'denies access',
  nextStep: 'Allow PromptOps to use it, wait for its quota, or choose another model.',
};

function sentence(detail: string): string {
  const trimmed = detail.trim();
  return /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
