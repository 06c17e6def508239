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
}

/** What the cases of a run are like. */
export interface ForecastCases {
  readonly search: number;
  readonly holdout: number;
  /** Tokens of the values that fill the placeholders, the mean over the cases. */
  readonly tokens: number;
  /** Rubrics and comparisons that a judge decides, per output. */
  readonly judgementsPerOutput: number;
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
  /** Milliseconds that a call took so far; null where none was made yet. */
  readonly latencyMs: number | null;
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

function isPriced({ prices, cases }: ForecastInput): boolean {
  const roles: readonly ModelRole[] =
    cases === null ? ['proposer', 'critic', 'verifier'] : ['proposer', 'critic', 'verifier', 'target'];
  return roles.every((role) => prices[role] !== null);
}

/** Calls one after another: in the overlapped schedule one per round and one to judge the last. */
function durationOf({ settings, cases, latencyMs }: ForecastInput): ForecastRange {
  const perRound = settings.schedule === 'overlapped' ? 1 : 2;
  const looks = cases === null ? 2 : 4;
  return mapRange((end) => {
    const chain = perRound * roundsAt(end, settings) + looks;
    const each = latencyMs === null ? usualLatency[end] : latencyMs * { low: 0.7, expected: 1, high: 2 }[end];
    return Math.min(chain * each, settings.budget.timeMs ?? Infinity);
  });
}
