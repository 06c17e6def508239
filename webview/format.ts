import { formatCount, t } from './text.ts';

const minus = '\u2212';
const noBreakSpace = '\u00a0';

/** A number with at most so many digits after the point; never "-0". */
export function formatNumber(value: number, digits = 1): string {
  const rounded = roundTo(value, digits);
  return rounded < 0 ? `${minus}${formatAbsolute(rounded)}` : formatAbsolute(rounded);
}

/** A number with just so many digits after the point, so that a column of them is aligned. */
export function formatFixed(value: number, digits = 1): string {
  const rounded = roundTo(value, digits);
  return `${rounded < 0 ? minus : ''}${Math.abs(rounded).toFixed(digits)}`;
}

/** A change: with its sign, except for zero. */
export function formatSigned(value: number, digits = 1): string {
  const rounded = roundTo(value, digits);
  return rounded > 0 ? `+${formatAbsolute(rounded)}` : formatNumber(rounded, digits);
}

/** A percentage with a space that does not break. */
export function formatPercent(value: number, digits = 0): string {
  return `${formatNumber(value, digits)}${noBreakSpace}%`;
}

/** A duration for people: milliseconds below one second, then seconds, then minutes. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return t('{0}\u00a0ms', Math.round(milliseconds));
  if (milliseconds < 60_000) return t('{0}\u00a0s', formatNumber(milliseconds / 1000));
  const seconds = Math.round(milliseconds / 1000);
  return t('{0}\u00a0min {1}\u00a0s', Math.floor(seconds / 60), seconds % 60);
}

/** Money in US dollars, with enough digits to tell small sums from nothing. */
export function formatMoney(dollars: number): string {
  if (dollars === 0) return '$0';
  return `$${dollars < 0.01 ? dollars.toPrecision(2) : dollars.toFixed(2)}`;
}

function roundTo(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor || 0;
}

function formatAbsolute(value: number): string {
  return formatCount(Math.abs(value));
}
