/** 0 up to `low`, 1 from `high`, straight between. */
export function ramp(value: number, low: number, high: number): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** `share` of `one` and the rest of `other`. */
export function mix(share: number, one: number, other: number): number {
  return share * one + (1 - share) * other;
}
