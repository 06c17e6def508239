import { callCostUsd, type Price } from '../metrics/cost.ts';
import type { ModelRole, RunSettings } from '../model.ts';
import { forecastCalls, roundsAt, type ForecastCall } from './forecast-calls.ts';

/** A number that is not known before, with what it will hardly fall below or exceed. */
export interface ForecastRange {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** What a run will take, before anything is sent. */
export interface Forecast {
  readonly calls: ForecastRange;
  readonly inputTokens: ForecastRange;
  readonly outputTokens: ForecastRange;
  /** US dollars; null when a price is unknown. */
  readonly costUsd: ForecastRange | null;
  /** Milliseconds. */
  readonly durationMs: ForecastRange;
  /** Whether the time rests on calls of the same models in earlier runs, or on what models usually take. */
  readonly latency: 'measured' | 'usual';
}

/** What the cases of a run are like. */
export interface ForecastCases {
  readonly search: number;
  readonly holdout: number;
  /** Tokens of the values that fill the placeholders, the mean over the cases. */
  readonly tokens: number;
  /** Rubrics and comparisons that a judge decides, per output. */
  readonly judgementsPerOutput: number;
  /** Kept cases whose outputs are rated for their reasoning; absent: none. */
  readonly reasoningCases?: number;
}

export interface ForecastInput {
  readonly settings: RunSettings;
  /** Of the prompt. */
  readonly tokens: number;
  /** Of the documents that go with each call of Proposer and Critic; absent: none. */
  readonly groundingTokens?: number;
  readonly prices: Readonly<Record<ModelRole, Price | null>>;
  /** Null: there are none, models read the texts alone. */
  readonly cases: ForecastCases | null;
  /** What calls of each role took in earlier runs; null where none was timed. */
  readonly latencies: Readonly<Record<ModelRole, ForecastRange | null>>;
  /** Tokens of the text that one call of a role is about, where the prompt is longer than its model takes. */
  readonly sectionTokens?: Readonly<Partial<Record<ModelRole, number>>>;
}

/** Milliseconds of a call where nothing is known: a fast model, a usual one, one that thinks. */
const usualLatency: ForecastRange = { low: 1500, expected: 4000, high: 15_000 };

/**
 * Forecasts calls, tokens, money and time. The low end is a run that converges as early as it may with many candidates
 * turned down for free; the high end one that uses all rounds. A budget cuts the high end off.
 */
export function forecastRun(input: ForecastInput): Forecast {
  const ends = mapRange((end) => sumCalls(forecastCalls(input, end), input));
  const { budget } = input.settings;
  const ranges = {
    calls: rangeOf(ends, ({ calls }) => calls, budget.calls),
    inputTokens: rangeOf(ends, ({ inputTokens }) => inputTokens, budget.tokens),
    outputTokens: rangeOf(ends, ({ outputTokens }) => outputTokens, budget.tokens),
  };
  return {
    ...ranges,
    costUsd: isPriced(input) ? rangeOf(ends, ({ costUsd }) => costUsd, budget.costUsd) : null,
    durationMs: durationOf(input),
    latency: rolesOf(input).every((role) => input.latencies[role] !== null) ? 'measured' : 'usual',
  };
}

/** One end of a range. */
export type RangeEnd = keyof ForecastRange;

function mapRange<Value>(of: (end: RangeEnd) => Value): Readonly<Record<RangeEnd, Value>> {
  return { low: of('low'), expected: of('expected'), high: of('high') };
}

interface Sum {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

function sumCalls(rows: readonly ForecastCall[], { prices }: ForecastInput): Sum {
  const sum = (of: (row: ForecastCall) => number): number =>
    rows.reduce((total, row) => total + row.count * of(row), 0);
  return {
    calls: sum(() => 1),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: sum(
      ({ role, ...tokens }) => callCostUsd({ ...tokens, cachedInputTokens: 0 }, prices[role]) ?? 0,
    ),
  };
}

function rangeOf(
  ends: Readonly<Record<RangeEnd, Sum>>,
  number: (sum: Sum) => number,
  limit: number | null,
): ForecastRange {
  return mapRange((end) => Math.min(number(ends[end]), limit ?? Infinity));
}

function isPriced(input: ForecastInput): boolean {
  return rolesOf(input).every((role) => input.prices[role] !== null);
}

/** Who is called in a run like this. */
function rolesOf({ cases }: ForecastInput): readonly ModelRole[] {
  return cases === null ? ['proposer', 'critic', 'verifier'] : ['proposer', 'critic', 'verifier', 'target'];
}

/**
 * Calls one after another: in the overlapped schedule one of the Proposer per round, in the sequential one a judgement
 * after each of them; and those that look at the original and at the pick, with outputs before them where there are cases.
 */
function durationOf(input: ForecastInput): ForecastRange {
  const { settings, cases, latencies } = input;
  const looks = 2;
  return mapRange((end) => {
    const took = (role: ModelRole): number => (latencies[role] ?? usualLatency)[end];
    const judging = Math.max(took('critic'), took('verifier'));
    const round = took('proposer') + (settings.schedule === 'overlapped' ? 0 : judging);
    const looking = looks * (judging + (cases === null ? 0 : took('target')));
    return Math.min(roundsAt(end, settings) * round + looking, settings.budget.timeMs ?? Infinity);
  });
}
