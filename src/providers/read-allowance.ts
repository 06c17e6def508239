import type { Allowance, AllowanceLeft } from '../core/models/chat-model.ts';

/**
 * What an answer's headers say of the limits: `x-ratelimit-remaining-requests`, `-remaining-tokens` and their
 * `x-ratelimit-reset-*`, or `x-ratelimit-remaining` alone, as OpenRouter has it. Null when they say nothing.
 */
export function readAllowance(headers: Headers | null, now: number = Date.now()): Allowance | null {
  if (headers === null) return null;
  const requests = readLeft(headers, '-requests', now) ?? readLeft(headers, '', now);
  const tokens = readLeft(headers, '-tokens', now);
  return requests === null && tokens === null ? null : { requests, tokens };
}

function readLeft(headers: Headers, of: string, now: number): AllowanceLeft | null {
  const remaining = headers.get(`x-ratelimit-remaining${of}`)?.trim() ?? '';
  if (!/^\d{1,15}$/.test(remaining)) return null;
  return { remaining: Number(remaining), resetMs: readReset(headers.get(`x-ratelimit-reset${of}`), now) };
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Seconds since the epoch beyond which a number is a time and not a duration: 2001. */
const leastEpochSeconds = 1e9;

/** Milliseconds of `6m0s`, `20ms`, `1.5` (seconds), a time in seconds or milliseconds since the epoch, or a date. */
export function readReset(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (text === '' || text.length > 64) return null;
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return durationOfNumber(Number(text), now);
  const parts = [...text.matchAll(/(\d{1,15}(?:\.\d{1,9})?)(ms|[smhd])/g)];
  if (parts.length > 0 && parts.map(([part]) => part).join('') === text) {
    return parts.reduce((sum, [, count = '0', unit = 's']) => sum + Number(count) * (unitMs[unit] ?? 0), 0);
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function durationOfNumber(value: number, now: number): number {
  if (value < leastEpochSeconds) return value * 1000;
  const timeMs = value < leastEpochSeconds * 1000 ? value * 1000 : value;
  return Math.max(0, timeMs - now);
}
