import { PromptOpsError } from '../../errors.ts';
import type { ChatFailure, ChatModel } from '../../models/chat-model.ts';

/** The error with which a run ends when its model cannot be used: what happened, where, what to do next. */
export function providerFailure(
  failure: ChatFailure,
  { name, endpoint }: Pick<ChatModel, 'name' | 'endpoint'>,
): PromptOpsError {
  const isOfEditor = endpoint.startsWith('vscode.lm/');
  const { says, nextStep } =
    failure.reason === 'auth' && isOfEditor ? accessInEditor : advice[failure.reason];
  return new PromptOpsError({
    reason: 'provider-failed',
    message: says(name, endpoint, sentence(failure.detail)),
    nextStep,
  });
}

interface Advice {
  /** What happened, as a whole sentence, so that it can be translated. */
  readonly says: (model: string, endpoint: string, detail: string) => string;
  readonly nextStep: string;
}

const advice: Readonly<Record<ChatFailure['reason'], Advice>> = {
  'rate-limited': {
    says: (model, endpoint, detail) =>
      `The model ${model} at ${endpoint} takes no more calls for now: ${detail}`,
    nextStep: 'Wait a while, or ask for fewer candidates at a time.',
  },
  overloaded: {
    says: (model, endpoint, detail) =>
      `The model ${model} at ${endpoint} is overloaded or out of order: ${detail}`,
    nextStep: 'Try again later.',
  },
  timeout: {
    says: (model, endpoint, detail) => `The model ${model} at ${endpoint} did not answer in time: ${detail}`,
    nextStep: 'Try again later, or choose a faster model.',
  },
  refused: {
    says: (model, endpoint, detail) => `The model ${model} at ${endpoint} refused: ${detail}`,
    nextStep: 'Choose another model for this prompt.',
  },
  length: {
    says: (model, endpoint, detail) =>
      `The model ${model} at ${endpoint} could not finish an answer: ${detail}`,
    nextStep: 'Choose a model with a longer output, or optimize a part of the prompt.',
  },
  'content-filter': {
    says: (model, endpoint, detail) =>
      `The model ${model} at ${endpoint} was stopped by its filter: ${detail}`,
    nextStep: 'Choose another model for this prompt.',
  },
  'bad-request': {
    says: (model, endpoint, detail) =>
      `The model ${model} at ${endpoint} does not take the request: ${detail}`,
    nextStep: 'Check the name of the model, the base URL and the length of the prompt.',
  },
  auth: {
    says: (model, endpoint, detail) => `The model ${model} at ${endpoint} denies access: ${detail}`,
    nextStep: 'Check the key, that it belongs to this address, and its quota.',
  },
  network: {
    says: (model, endpoint, detail) => `The model ${model} at ${endpoint} cannot be reached: ${detail}`,
    nextStep: 'Check the base URL and the connection.',
  },
  'invalid-answer': {
    says: (model, endpoint, detail) =>
      `The model ${model} at ${endpoint} gives answers that cannot be used: ${detail}`,
    nextStep: 'Choose a model that follows instructions more closely.',
  },
  budget: {
    says: (model, endpoint, detail) =>
      `The model ${model} at ${endpoint} may not be asked any more: ${detail}`,
    nextStep: 'Raise the budget.',
  },
  cancelled: {
    says: (model, endpoint, detail) => `The model ${model} at ${endpoint} was not asked any more: ${detail}`,
    nextStep: 'Run the command again.',
  },
};

/** Models of the editor have no key: their extensions ask for consent and count what was used. */
const accessInEditor: Advice = {
  ...advice.auth,
  nextStep: 'Allow PromptOps to use it, wait for its quota, or choose another model.',
};

function sentence(detail: string): string {
  const trimmed = detail.trim();
  return /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
