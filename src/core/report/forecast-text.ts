import type { Forecast, ForecastRange } from '../pcv/forecast.ts';
import { dollars, grouped } from './format-number.ts';

/** A forecast as one sentence: what a run will take, with what it will hardly exceed. */
export function describeForecast({
  calls,
  inputTokens,
  outputTokens,
  costUsd,
  durationMs,
  latency,
}: Forecast): string {
  const parts = [
    `${spread(calls, grouped)} calls`,
    `${spread(inputTokens, compact)} tokens in and ${spread(outputTokens, compact)} out`,
    costUsd === null ? 'at an unknown price' : spread(costUsd, dollars),
    `${spread(durationMs, time)}, ${timeBasis[latency]}`,
  ];
  return `The run will take about ${parts.join(', ')}.`;
}

/** What the time rests on, as the end of a sentence. */
export const timeBasis = {
  measured: 'by what these models took in earlier runs',
  usual: 'by what models usually take',
} as const satisfies Readonly<Record<Forecast['latency'], string>>;

function spread({ low, expected, high }: ForecastRange, show: (value: number) => string): string {
  const [from, about, to] = [show(low), show(expected), show(high)];
  return from === to ? about : `${about} (${from} to ${to})`;
}

/** Two digits are as much as a forecast knows. */
function compact(value: number): string {
  if (value < 1000) return grouped(value);
  return value < 10_000 ? `${(value / 1000).toFixed(1)}k` : `${grouped(value / 1000)}k`;
}

function time(ms: number): string {
  return ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
