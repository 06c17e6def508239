import { splitCases } from '../../evaluation/behaviour/split-cases.ts';
import { defaultBehaviourSettings } from '../../evaluation/behaviour/behaviour-settings.ts';
import type { GroundingOptions } from '../../data-room/grounding.ts';
import type { EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import { meanOf } from '../../evaluation/paired-t.ts';
import type { RunSettings } from '../../model.ts';
import type { TokenCounter } from '../../ports.ts';
import { forecastRun, type Forecast, type ForecastCases } from '../forecast.ts';
import { groundRun } from './ground-run.ts';
import type { ModelTeam } from './model-team.ts';

interface ForecastRequest {
  readonly text: string;
  readonly settings: RunSettings;
  readonly counter: Pick<TokenCounter, 'count'>;
  readonly team: ModelTeam;
  readonly cases?: readonly EvaluationCase[];
  readonly grounding?: GroundingOptions | undefined;
}

/** What a run with these models and cases will take. Nothing is sent. */
export async function forecastWithModel(request: ForecastRequest): Promise<Forecast> {
  const { text, settings, counter, team, cases = [] } = request;
  const { proposer, critic, verifier, target } = team;
  return forecastRun({
    settings,
    tokens: counter.count(text),
    groundingTokens: (await groundRun(request)).tokens,
    prices: {
      proposer: proposer.price,
      critic: critic.price,
      verifier: verifier.price,
      target: target.price,
    },
    cases: cases.length === 0 ? null : casesOf(cases, { settings, counter }),
    latencyMs: null,
  });
}

function casesOf(
  cases: readonly EvaluationCase[],
  { settings, counter }: { readonly settings: RunSettings; readonly counter: Pick<TokenCounter, 'count'> },
): ForecastCases {
  const { search, holdout } = splitCases(cases, {
    ...defaultBehaviourSettings,
    holdoutShare: settings.holdoutShare,
  });
  return {
    search: search.length,
    holdout: holdout.length,
    tokens: meanOf(
      cases.map(({ vars }) => Object.values(vars).reduce((sum, value) => sum + counter.count(value), 0)),
    ),
    judgementsPerOutput: meanOf(cases.map((one) => judgementsOf(one, settings))),
  };
}

/** A case without expectations is compared in each order, one with rubrics is judged once for each. */
function judgementsOf({ assertions }: EvaluationCase, { bothOrders }: RunSettings): number {
  if (assertions.length === 0) return bothOrders ? 2 : 1;
  return assertions
    .flatMap((assertion) => (assertion.type === 'assert-set' ? assertion.assertions : [assertion]))
    .filter(({ type }) => type === 'llm-rubric').length;
}
