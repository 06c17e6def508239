import { studentQuantile } from '../evaluation/distributions.ts';
import { callCostUsd, type Price } from '../metrics/cost.ts';
import type { LoggedDay } from './usage-log.ts';

/** Days of a month, as a forecast counts them. */
export const daysOfMonth = 30;

/** A number that is not known with what it lies between. */
export interface Range {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** Calls of one day: entered by a person, or taken from a log. */
export interface UsageBasis {
  readonly callsPerDay: Range;
  /** Mean tokens of a call; null where a log does not say them. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Days that the basis rests on; 0: a person has entered it. */
  readonly days: number;
}

export interface MonthlyForecast {
  readonly calls: Range;
  readonly inputTokens: Range;
  /** USD; null without a price. */
  readonly costUsd: Range | null;
  /** The cost is that of the input alone: nothing is known of the answers. */
  readonly isInputOnly: boolean;
}

/** Who enters a number knows it roughly: the range is a quarter on both sides. */
const enteredSpread = 0.25;

export function enteredBasis(callsPerDay: number): UsageBasis {
  const callsRange = {
    low: callsPerDay * (1 - enteredSpread),
    expected: callsPerDay,
    high: callsPerDay * (1 + enteredSpread),
  };
  return { callsPerDay: callsRange, inputTokens: null, outputTokens: null, days: 0 };
}

/**
 * The basis of a log: days between the first and the last that it does not name had no calls. The range is the 95 %
 * interval of the mean of a day (Student's t), never below 0; with one day nothing is known of it but a quarter.
 */
export function loggedBasis(days: readonly LoggedDay[]): UsageBasis {
  const calls = withEmptyDays(days);
  const total = calls.reduce((sum, count) => sum + count, 0);
  const mean = total / Math.max(1, calls.length);
  const half = calls.length < 2 ? mean * enteredSpread : halfInterval(calls, mean);
  return {
    callsPerDay: { low: Math.max(0, mean - half), expected: mean, high: mean + half },
    inputTokens: meanTokens(days, total, ({ inputTokens }) => inputTokens),
    outputTokens: meanTokens(days, total, ({ outputTokens }) => outputTokens),
    days: calls.length,
  };
}

/** What a month comes to, given the tokens of a call where the basis does not know them. */
export function forecastMonth(
  basis: UsageBasis,
  known: { readonly inputTokens: number; readonly price: Price | null },
): MonthlyForecast {
  const inputTokens = basis.inputTokens ?? known.inputTokens;
  const times = (factor: number): Range => ({
    low: basis.callsPerDay.low * daysOfMonth * factor,
    expected: basis.callsPerDay.expected * daysOfMonth * factor,
    high: basis.callsPerDay.high * daysOfMonth * factor,
  });
  const tokens = { inputTokens, cachedInputTokens: 0, outputTokens: basis.outputTokens ?? 0 };
  const cost = callCostUsd(tokens, known.price);
  return {
    calls: times(1),
    inputTokens: times(inputTokens),
    costUsd: cost === null ? null : times(cost),
    isInputOnly: basis.outputTokens === null,
  };
}

function withEmptyDays(days: readonly LoggedDay[]): readonly number[] {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = Math.round((Date.parse(last.day) - Date.parse(first.day)) / 86_400_000) + 1;
  // A log that names days out of any calendar says nothing about the days between them.
  const count = Number.isFinite(span) && span <= 5000 ? Math.max(span, days.length) : days.length;
  return [...days.map(({ calls }) => calls), ...Array.from({ length: count - days.length }, () => 0)];
}

function halfInterval(calls: readonly number[], mean: number): number {
  const variance = calls.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (calls.length - 1);
  return studentQuantile(0.975, calls.length - 1) * Math.sqrt(variance / calls.length);
}

function meanTokens(
  days: readonly LoggedDay[],
  calls: number,
  tokensOf: (day: LoggedDay) => number | null,
): number | null {
  const tokens = days.map(tokensOf);
  if (calls === 0 || tokens.some((count) => count === null)) return null;
  return tokens.reduce<number>((sum, count) => sum + (count ?? 0), 0) / calls;
}
