import { splitCases } from '../../evaluation/behaviour/split-cases.ts';
import { defaultBehaviourSettings } from '../../evaluation/behaviour/behaviour-settings.ts';
import type { GroundingOptions } from '../../data-room/grounding.ts';
import type { EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import { meanOf } from '../../evaluation/paired-t.ts';
import type { ModelRole, RunSettings } from '../../model.ts';
import { latencyIn } from '../../models/model-latency.ts';
import type { TokenCounter } from '../../ports.ts';
import { asksForReasoning } from '../../metrics/reasoning-scaffold.ts';
import { forecastRun, type Forecast, type ForecastCases, type ForecastRange } from '../forecast.ts';
import { sectionLimit } from './focus-slot.ts';
import { groundRun } from './ground-run.ts';
import type { ModelTeam } from './model-team.ts';
import { createWindows } from './section-team.ts';

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
  const groundingTokens = (await groundRun(request)).tokens;
  const windows = createWindows({ team, groundingTokens });
  return forecastRun({
    settings,
    tokens: counter.count(text),
    groundingTokens,
    sectionTokens: {
      proposer: sectionLimit(windows.proposer),
      critic: windows.critic.limitTokens(),
      verifier: windows.verifier.limitTokens(),
    },
    prices: {
      proposer: proposer.price,
      critic: critic.price,
      verifier: verifier.price,
      target: target.price,
    },
    cases: cases.length === 0 ? null : casesOf(cases, { settings, counter, text }),
    latencies: {
      proposer: latencyOf('proposer', team),
      critic: latencyOf('critic', team),
      verifier: latencyOf('verifier', team),
      target: latencyOf('target', team),
    },
  });
}

/** A range that was seen once or twice says little of the next run: it is at least as wide as this, relative to its mean. */
const leastSpread = { low: 0.7, high: 1.5 } as const;

function latencyOf(role: ModelRole, team: ModelTeam): ForecastRange | null {
  const known = latencyIn(role, team[role].provider.name, team.latencies ?? []);
  if (known === null) return null;
  const { lowMs, meanMs, highMs } = known;
  return {
    low: Math.min(lowMs, leastSpread.low * meanMs),
    expected: meanMs,
    high: Math.max(highMs, leastSpread.high * meanMs),
  };
}

function casesOf(
  cases: readonly EvaluationCase[],
  { settings, counter, text }: Pick<ForecastRequest, 'settings' | 'counter' | 'text'>,
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
    reasoningCases: asksForReasoning({ text, interpolations: [] })
      ? Math.min(holdout.length, settings.reasoningCases)
      : 0,
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
