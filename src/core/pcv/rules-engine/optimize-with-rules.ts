import type { Check, PromptText } from '../../model.ts';
import type { RunEvent } from '../events.ts';
import { optimize } from '../optimize.ts';
import type { OptimizeRequest } from '../optimize-request.ts';
import { createAnalyst } from './analyst.ts';
import { createRulesCritic } from './rules-critic.ts';
import { createRulesProposer } from './rules-proposer.ts';
import { createRulesVerifier } from './rules-verifier.ts';

interface RulesRequest extends Omit<OptimizeRequest, 'modules' | 'models'> {
  /** Checks that a rewrite can be written back into its literal; null when the prompt stands in no file. */
  readonly reencode: ((prompt: PromptText) => Promise<Check>) | null;
}

/** `optimize()` with the rules engine in all three modules: offline, deterministic, no key. */
export function optimizeWithRules({ reencode, ...request }: RulesRequest): AsyncGenerator<RunEvent, void> {
  const { prompt: original, counter, settings } = request;
  const analyst = createAnalyst();
  const { contract } = analyst(original);
  return optimize({
    ...request,
    modules: {
      proposer: createRulesProposer(original, analyst),
      critic: createRulesCritic(original, analyst, settings.rubricWeights),
      verifier: createRulesVerifier({ original, contract, counter, settings, reencode }),
    },
  });
}
