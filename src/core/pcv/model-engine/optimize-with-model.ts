import { isPromptOpsError } from '../../errors.ts';
import type { EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import type { Check, PromptText } from '../../model.ts';
import { createCallChain } from '../../models/call-chain.ts';
import { createUsageLedger, type UsageLedger } from '../../models/usage-ledger.ts';
import type { RunEvent } from '../events.ts';
import type { Proposer, Trial } from '../modules.ts';
import { optimize } from '../optimize.ts';
import type { OptimizeRequest } from '../optimize-request.ts';
import { createAnalyst } from '../rules-engine/analyst.ts';
import { createRulesCritic } from '../rules-engine/rules-critic.ts';
import { createRulesVerifier } from '../rules-engine/rules-verifier.ts';
import { createCaseTrial } from './case-trial.ts';
import { forecastWithModel } from './forecast-with-model.ts';
import { createJudgeWatch } from './judge-watch.ts';
import { createModelCritic } from './model-critic.ts';
import { createModelProposer } from './model-proposer.ts';
import { createModelVerifier } from './model-verifier.ts';
import { modelOfRole, type ModelTeam } from './model-team.ts';
import { createReadingTrial } from './reading-trial.ts';

/** A run with language models in all three modules. */
export interface ModelRequest extends Omit<OptimizeRequest, 'modules' | 'models'> {
  readonly team: ModelTeam;
  /** What the prompt is tried on; without any, models only read the texts. */
  readonly cases?: readonly EvaluationCase[];
  /** Checks that a rewrite can be written back into its literal; null when the prompt stands in no file. */
  readonly reencode: ((prompt: PromptText) => Promise<Check>) | null;
}

/** `optimize()` with language models in all three modules, beside the free checks of the rules. */
export function optimizeWithModel({
  team,
  reencode,
  ...request
}: ModelRequest): AsyncGenerator<RunEvent, void> {
  const { prompt: original, counter, settings, clock } = request;
  const ledger = createUsageLedger({ budget: settings.budget, clock, counter });
  const analyst = createAnalyst();
  const { contract } = analyst(original);
  const rules = {
    critic: createRulesCritic(original, analyst, settings.rubricWeights),
    verifier: createRulesVerifier({ original, contract, counter, settings, reencode }),
  };
  const proposer = createModelProposer({
    model: modelOfRole('proposer', team, ledger),
    originalTokens: counter.count(original.text),
  });
  return optimize({
    ...request,
    models: {
      usage: ledger.usage,
      chain: createCallChain(),
      price: team.target.price,
      forecast: forecastWithModel({ ...request, team, text: original.text }),
      ...(team.onProviderFailed === undefined ? {} : { onFailed: team.onProviderFailed }),
    },
    modules: {
      proposer: reportingFailure(proposer, team.onProviderFailed),
      critic: createModelCritic({
        model: modelOfRole('critic', team, ledger),
        rules: rules.critic,
        weights: settings.rubricWeights,
        watch: createJudgeWatch('Critic'),
      }),
      verifier: createModelVerifier(rules.verifier, createTrial(request, team, ledger)),
    },
  });
}

/** What models find out beyond the rubric: by outputs on cases where there are some, else by reading the texts. */
function createTrial(request: TrialRequest, team: ModelTeam, ledger: UsageLedger): Trial {
  const { settings, counter, prompt: original, cases = [] } = request;
  const model = modelOfRole('verifier', team, ledger);
  const reading = createReadingTrial({ model, settings, watch: createJudgeWatch('Verifier') });
  if (cases.length === 0) return reading;
  const target = modelOfRole('target', team, ledger);
  const targetPrice = team.target.price;
  return createCaseTrial({ target, targetPrice, judge: model, cases, original, settings, counter, reading });
}

type TrialRequest = Pick<ModelRequest, 'settings' | 'counter' | 'prompt' | 'cases'>;

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
