import { isPromptOpsError, type PromptOpsError } from '../../errors.ts';
import type { Price } from '../../metrics/cost.ts';
import type { Check, PromptText } from '../../model.ts';
import type { AnswerCache } from '../../models/cache.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { decorateModel } from '../../models/decorate-model.ts';
import type { RateLimiter } from '../../models/rate-limit.ts';
import type { RetryPolicy } from '../../models/retry.ts';
import type { TimeoutLimits } from '../../models/timeout.ts';
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

/** The model of a run and what its calls need. */
export interface ModelAccess {
  /** The bare provider; the run puts the decorators around it. */
  readonly provider: ChatModel;
  /** Shared by the runs of a host, so that an interrupted run goes on where it stopped. */
  readonly cache: AnswerCache;
  /** Shared by all runs that use the same endpoint with the same key. */
  readonly limiter: RateLimiter;
  readonly price: Price | null;
  /** A number in [0, 1), for the jitter of retries. */
  readonly random: () => number;
  readonly timeouts?: TimeoutLimits;
  readonly retry?: RetryPolicy;
  /** Takes one line for every call; absent: no trace. */
  readonly log?: (line: string) => void;
  /** Told why the provider was given up; the run itself ends with its report. */
  readonly onProviderFailed?: (error: PromptOpsError) => void;
}

interface ModelRequest extends Omit<OptimizeRequest, 'modules' | 'usage'> {
  readonly access: ModelAccess;
  /** Checks that a rewrite can be written back into its literal; null when the prompt stands in no file. */
  readonly reencode: ((prompt: PromptText) => Promise<Check>) | null;
}

/**
 * `optimize()` with a language model as Proposer. Critic and Verifier are those of the rules: the quality numbers are
 * the static rubric's, tier E0, until outputs are judged.
 */
export function optimizeWithModel({
  access,
  reencode,
  ...request
}: ModelRequest): AsyncGenerator<RunEvent, void> {
  const { prompt: original, counter, settings, clock } = request;
  const { provider, price, onProviderFailed, ...decorators } = access;
  const ledger = createUsageLedger({ budget: settings.budget, price, clock, counter });
  const model = decorateModel(provider, { ...decorators, ledger });
  const analyst = createAnalyst();
  const { contract } = analyst(original);
  const proposer = createModelProposer({ model, ledger, originalTokens: counter.count(original.text) });
  const verifier = createRulesVerifier({ original, contract, counter, settings, reencode });
  return optimize({
    ...request,
    usage: ledger.usage,
    modules: {
      proposer: reportingFailure(proposer, onProviderFailed),
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

function reportingFailure(proposer: Proposer, report: ModelAccess['onProviderFailed']): Proposer {
  return {
    propose: async (request, signal) => {
      try {
        return await proposer.propose(request, signal);
      } catch (error) {
        if (isPromptOpsError(error)) report?.(error);
        throw error;
      }
    },
  };
}
