/** Bets, as shares of the largest that cannot lose everything; together they suit small and large means alike. */
const bets = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

/**
 * Evidence that the mean of values in [-1, 1] lies above `floor`: the capital that fixed bets against "at most `floor`"
 * have made of 1, averaged. If the mean is not above, it ever reaches 1/α with a chance of at most α, however often one
 * looks (Ville's inequality), and whatever the distribution. Waudby-Smith and Ramdas, "Estimating means of bounded random
 * variables by betting", 2024; it drops what Hoeffding and Bernstein races (Maron and Moore 1994; Audibert, Munos and
 * Szepesvári 2007) drop, on far fewer values.
 */
export function capitalAgainstMean(values: readonly number[], floor: number): number {
  const largest = 1 / (1 + floor);
  const capitals = bets.map((share) => {
    const bet = share * largest;
    return Math.exp(values.reduce((sum, value) => sum + Math.log1p(bet * (value - floor)), 0));
  });
  return capitals.reduce((sum, capital) => sum + capital, 0) / capitals.length;
}

/** p-value of "the mean is at most `floor`" for independent values in [-1, 1] of any distribution. */
export function boundedMeanPValue(values: readonly number[], floor: number): number {
  return Math.min(1, 1 / capitalAgainstMean(values, floor));
}
