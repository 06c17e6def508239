import { isRightToLeftPanel, numberFormat, t } from './text.ts';

const minus = '\u2212';
const leftToRightMark = '\u200e';

/** A number with at most so many digits after the point; never "-0". */
export function formatNumber(value: number, digits = 1): string {
  const rounded = roundTo(value, digits);
  return withSign(rounded < 0 ? minus : '', formatAbsolute(rounded));
}

/** A number with just so many digits after the point, so that a column of them is aligned. */
export function formatFixed(value: number, digits = 1): string {
  const rounded = roundTo(value, digits);
  const format = numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  return withSign(rounded < 0 ? minus : '', format.format(Math.abs(rounded)));
}

/** A change: with its sign, except for zero. */
export function formatSigned(value: number, digits = 1): string {
  const rounded = roundTo(value, digits);
  return rounded > 0 ? withSign('+', formatAbsolute(rounded)) : formatNumber(rounded, digits);
}

/** A percentage with a space that does not break, where the language has one. */
export function formatPercent(value: number, digits = 0): string {
  return t('{0}\u00a0%', formatNumber(value, digits));
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
  const digits =
    dollars !== 0 && dollars < 0.01
      ? { minimumSignificantDigits: 2, maximumSignificantDigits: 2 }
      : { minimumFractionDigits: dollars === 0 ? 0 : 2, maximumFractionDigits: 2 };
  const currency = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
  return numberFormat({ ...currency, ...digits }).format(dollars);
}

/** The sign would change sides beside text from right to left: a mark holds it before its number. */
function withSign(sign: string, digits: string): string {
  return sign !== '' && isRightToLeftPanel() ? `${leftToRightMark}${sign}${digits}` : `${sign}${digits}`;
}

function roundTo(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor || 0;
}

function formatAbsolute(value: number): string {
  return numberFormat({ maximumFractionDigits: 3 }).format(Math.abs(value));
}
