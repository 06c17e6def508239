/**
 * Compression C = 100 · (1 - T1/T0) in percent of the tokens of the original; negative is an expansion.
 * An empty original has nothing to compress: 0.
 */
export function compression(tokensBefore: number, tokensAfter: number): number {
  if (tokensBefore <= 0) return 0;
  // `|| 0` turns -0 into 0, so that an unchanged prompt reads as 0.
  return 100 * (1 - tokensAfter / tokensBefore) || 0;
}
