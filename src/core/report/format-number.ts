/** A change with its sign; `unknown` for what was not measured, and never "-0". */
export function signed(value: number | null, digits: number): string {
  if (value === null) return 'unknown';
  const rounded = value.toFixed(digits);
  if (Number(rounded) === 0) return (0).toFixed(digits);
  return Number(rounded) > 0 ? `+${rounded}` : rounded;
}

/** A change in percent with its sign. */
export function signedPercent(value: number | null): string {
  return value === null ? 'unknown' : `${signed(value, 1)} %`;
}

/** A count with its noun: `1 call`, `2 calls`, `1,200 calls`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${Math.abs(count) === 1 ? '' : 's'}`;
}

/** A whole number with a comma between its thousands. */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** A duration as people say it: milliseconds below ten seconds. */
export function duration(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** An amount of US dollars with the digits that matter. */
export function dollars(amount: number): string {
  return `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`;
}
