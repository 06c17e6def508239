import type { ChatFailure, ChatModel } from '../../models/chat-model.ts';
import { providerFailure } from './provider-failure.ts';

/** Decides when a provider is not worth asking any more. */
export interface ProviderWatch {
  /**
   * Told after each round what failed of its calls.
   * @throws PromptOpsError `provider-failed`.
   */
  endRound(failures: readonly ChatFailure[], calls: number): void;
}

/** Rounds in a row without a single usable answer after which a model that does answer is given up as well. */
const mostFruitlessRounds = 2;

/**
 * Single failures are missing candidates. The run ends when the key is not accepted, when no call of a round got
 * through, or when two rounds in a row brought nothing that can be used.
 */
export function createProviderWatch(model: Pick<ChatModel, 'name' | 'endpoint'>): ProviderWatch {
  let fruitlessRounds = 0;
  return {
    endRound: (all, calls) => {
      const failures = all.filter(({ reason }) => reason !== 'budget' && reason !== 'cancelled');
      const denied = failures.find(({ reason }) => reason === 'auth');
      if (denied !== undefined) throw providerFailure(denied, model);
      const [first] = failures;
      if (first === undefined || failures.length < calls) {
        // A round that the budget cut short says nothing about the provider.
        if (all.length < calls) fruitlessRounds = 0;
        return;
      }
      fruitlessRounds += 1;
      if (failures.every(isUnreachable) || fruitlessRounds >= mostFruitlessRounds) {
        throw providerFailure(first, model);
      }
    },
  };
}

/** True for failures of the way to the model, as against answers that cannot be used. */
function isUnreachable({ reason }: ChatFailure): boolean {
  return !['refused', 'length', 'content-filter', 'invalid-answer'].includes(reason);
}
