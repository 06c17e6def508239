import type { Random } from './random.ts';

/** Up to this many differences other than 0 all 2^n sign patterns are counted. */
export const mostExactFlips = 14;

/** Sign patterns drawn above that: the p-value's own error stays below 0.002 around 0.05. */
const sampledFlips = 20_000;

/**
 * Two-sided p-value of the sign-flip test for paired differences (Fisher 1935): the share of sign patterns whose sum is at least as
 * far from 0. Exact up to `mostExactFlips` differences, else from seeded draws, counting the observed one.
 */
export function signFlipPValue(differences: readonly number[], random: Random): number {
  const sizes = differences.filter((difference) => difference !== 0);
  const observed = Math.abs(sizes.reduce((sum, size) => sum + size, 0));
  // Sums of the same numbers in another order may differ in the last bits; they count as equal.
  const threshold = observed - 1e-9 * sizes.reduce((sum, size) => sum + Math.abs(size), 0);
  return sizes.length <= mostExactFlips
    ? exactShare(sizes, threshold)
    : sampledShare(sizes, threshold, random);
}

function exactShare(sizes: readonly number[], threshold: number): number {
  const patterns = 2 ** sizes.length;
  let hits = 0;
  for (let pattern = 0; pattern < patterns; pattern += 1) {
    const sum = sizes.reduce((total, size, index) => total + ((pattern >> index) & 1 ? -size : size), 0);
    if (Math.abs(sum) >= threshold) hits += 1;
  }
  return hits / patterns;
}

function sampledShare(sizes: readonly number[], threshold: number, random: Random): number {
  let hits = 1;
  for (let draw = 0; draw < sampledFlips; draw += 1) {
    const sum = sizes.reduce((total, size) => total + (random() < 0.5 ? -size : size), 0);
    if (Math.abs(sum) >= threshold) hits += 1;
  }
  return hits / (sampledFlips + 1);
}
