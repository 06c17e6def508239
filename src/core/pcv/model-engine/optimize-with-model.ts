import { isPromptOpsError } from '../../errors.ts';
import type { Check, PromptText } from '../../model.ts';
import { createCallChain } from '../../models/call-chain.ts';
import { createUsageLedger } from '../../models/usage-ledger.ts';
import type { RunEvent } from '../events.ts';
import type { Critic, Proposer } from '../modules.ts';
import { optimize } from '../optimize.ts';
import type { OptimizeRequest } from '../optimize-request.ts';
import { createAnalyst } from '../rules-engine/analyst.ts';
import { createRulesCritic } from '../rules-engine/rules-critic.ts';
import { createRulesVerifier } from '../rules-engine/rules-verifier.ts';
import { createModelProposer } from './model-proposer.ts';
import { createModelVerifier } from './model-verifier.ts';
import { modelOfRole, type ModelTeam } from './model-team.ts';

interface ModelRequest extends Omit<OptimizeRequest, 'modules' | 'models'> {
  readonly team: ModelTeam;
  /** Checks that a rewrite can be written back into its literal; null when the prompt stands in no file. */
  readonly reencode: ((prompt: PromptText) => Promise<Check>) | null;
}

/**
 * `optimize()` with a language model as Proposer. Critic and Verifier are those of the rules: the quality numbers are
 * the static rubric's, tier E0, until outputs are judged.
 */
export function optimizeWithModel({
  team,
  reencode,
  ...request
}: ModelRequest): AsyncGenerator<RunEvent, void> {
  const { prompt: original, counter, settings, clock } = request;
  const ledger = createUsageLedger({ budget: settings.budget, clock, counter });
  const model = modelOfRole('proposer', team, ledger);
  const analyst = createAnalyst();
  const { contract } = analyst(original);
  const proposer = createModelProposer({ model, originalTokens: counter.count(original.text) });
  const verifier = createRulesVerifier({ original, contract, counter, settings, reencode });
  return optimize({
    ...request,
    models: { usage: ledger.usage, chain: createCallChain(), price: team.target.price },
    modules: {
      proposer: reportingFailure(proposer, team.onProviderFailed),
      critic: withModelHeadroom(createRulesCritic(original, analyst)),
      verifier: createModelVerifier(verifier),
    },
  });
}

/** A model can improve more than the rules have fixes for: only a text beyond reproach leaves it nothing to do. */
function withModelHeadroom(critic: Critic): Critic {
  return {
    critique: critic.critique,
    hasHeadroom: ({ quality, findings }) => findings.length > 0 || quality.value < 100,
  };
}

function reportingFailure(proposer: Proposer, report: ModelTeam['onProviderFailed']): Proposer {
  return {
    propose: async function* (request, work) {
      try {
        yield* proposer.propose(request, work);
      } catch (error) {
        if (isPromptOpsError(error)) report?.(error);
        throw error;
      }
    },
  };
}
