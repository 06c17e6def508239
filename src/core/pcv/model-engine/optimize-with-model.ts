import type { GroundingOptions } from '../../data-room/grounding.ts';
import { isPromptOpsError } from '../../errors.ts';
import type { EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import type { Check, ModelRole, PromptText } from '../../model.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { createCallChain } from '../../models/call-chain.ts';
import { createUsageLedger, type UsageLedger } from '../../models/usage-ledger.ts';
import { createOverheadTally } from '../../prompts/overhead.ts';
import type { RunEvent } from '../events.ts';
import { explainByModel } from '../judges/explain-by-model.ts';
import type { Modules, Proposer, Trial } from '../modules.ts';
import { optimize } from '../optimize.ts';
import type { OptimizeRequest } from '../optimize-request.ts';
import { createAnalyst } from '../rules-engine/analyst.ts';
import { createRulesCritic } from '../rules-engine/rules-critic.ts';
import { createRulesVerifier } from '../rules-engine/rules-verifier.ts';
import { createCopyChecks } from './check-copies.ts';
import { createCaseTrial } from './case-trial.ts';
import { forecastWithModel } from './forecast-with-model.ts';
import { groundRun, tellGrounding } from './ground-run.ts';
import { tellMore } from './describe-sections.ts';
import { createModelCritic } from './model-critic.ts';
import { createModelProposer } from './model-proposer.ts';
import { createModelVerifier } from './model-verifier.ts';
import { modelOfRole, type ModelTeam } from './model-team.ts';
import { fittingCases } from '../../evaluation/cases/fitting-cases.ts';
import { tellCases } from './tell-cases.ts';
import { createReadingTrial } from './reading-trial.ts';
import { createSectionTeam, type SectionTeam } from './section-team.ts';

/** A run with language models in all three modules. */
export interface ModelRequest extends Omit<OptimizeRequest, 'modules' | 'models'> {
  readonly team: ModelTeam;
  /** What the prompt is tried on; without any, models only read the texts. */
  readonly cases?: readonly EvaluationCase[];
  /** What of the test configuration could not be used, a sentence for each. */
  readonly caseProblems?: readonly string[];
  /** Documents of the data room that are switched on. */
  readonly grounding?: GroundingOptions | undefined;
  /** Checks that a rewrite can be written back into its literal; null when the prompt stands in no file. */
  readonly reencode: ((prompt: PromptText) => Promise<Check>) | null;
}

/** `optimize()` with language models in all three modules, beside the free checks of the rules. */
export async function* optimizeWithModel({
  team,
  reencode,
  cases: given = [],
  caseProblems: problems = [],
  ...others
}: ModelRequest): AsyncGenerator<RunEvent, void> {
  const fitting = fittingCases(others.prompt, given);
  const request = { ...others, cases: fitting.cases };
  const { prompt: original, counter, settings, clock, cases } = request;
  const overhead = createOverheadTally(counter);
  const ledger = createUsageLedger({ budget: settings.budget, clock, counter, overhead });
  const models = modelsOfRoles(team, ledger);
  const analyst = createAnalyst();
  const { contract } = analyst(original);
  const rules = {
    critic: createRulesCritic(original, analyst, settings.rubricWeights),
    verifier: createRulesVerifier({ original, contract, counter, settings, reencode }),
  };
  const grounding = await groundRun({ ...request, text: original.text, team });
  const { passages: documents } = grounding;
  const roles = createSectionTeam({ original, counter, team, models, groundingTokens: grounding.tokens });
  const proposer = createModelProposer({
    model: models.proposer,
    originalTokens: counter.count(original.text),
    counter,
    window: roles.window,
    documents,
  });
  yield* optimize({
    ...request,
    models: {
      usage: ledger.usage,
      chain: createCallChain(),
      target: team.target.provider.name,
      price: team.target.price,
      forecast: await forecastWithModel({ ...request, team, text: original.text }),
      ...(team.onProviderFailed === undefined ? {} : { onFailed: team.onProviderFailed }),
    },
    modules: {
      proposer: reportingFailure(proposer, team.onProviderFailed),
      critic: createModelCritic({
        judge: roles.critic,
        rules: rules.critic,
        sections: roles.sections,
        weights: settings.rubricWeights,
        documents,
      }),
      verifier: createModelVerifier(
        rules.verifier,
        tellCases(tellGrounding(createTrial({ ...request, team, models, roles }), grounding), {
          fitting,
          problems,
        }),
        createCopyChecks({ documents, cases }),
      ),
      ...(settings.explain === 'model' ? { explain: explainWith(models.verifier) } : {}),
    },
  });
}

function modelsOfRoles(team: ModelTeam, ledger: UsageLedger): Readonly<Record<ModelRole, ChatModel>> {
  return {
    proposer: modelOfRole('proposer', team, ledger),
    critic: modelOfRole('critic', team, ledger),
    verifier: modelOfRole('verifier', team, ledger),
    target: modelOfRole('target', team, ledger),
  };
}

interface TrialRequest extends Pick<ModelRequest, 'settings' | 'counter' | 'prompt' | 'cases' | 'team'> {
  readonly models: Readonly<Record<ModelRole, ChatModel>>;
  readonly roles: SectionTeam;
}

/** What models find out beyond the rubric: by outputs on cases where there are some, else by reading the texts. */
function createTrial(request: TrialRequest): Trial {
  const { settings, counter, prompt: original, cases = [], team, models, roles } = request;
  const { verifier, sections } = roles;
  const reading = createReadingTrial({ judge: verifier, sections, settings });
  const { verifier: judge, target } = models;
  const targetPrice = team.target.price;
  const trial =
    cases.length === 0
      ? reading
      : createCaseTrial({ target, targetPrice, judge, cases, original, settings, counter, reading });
  return tellMore(trial, roles.sentences);
}

function explainWith(model: ChatModel): NonNullable<Modules['explain']> {
  return async (explanations, { signal, chain }) => {
    const { value } = await explainByModel({ model: chain.follow(model), signal }, explanations);
    return value ?? explanations;
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
