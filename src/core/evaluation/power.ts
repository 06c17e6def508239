import { logGamma, normalCdf, normalQuantile, studentQuantile } from './distributions.ts';

interface PowerInput {
  /** The true mean difference, in the unit of `deviation`. */
  readonly effect: number;
  /** Standard deviation of the differences between cases. */
  readonly deviation: number;
  readonly alpha: number;
}

/** Probability that a two-sided paired t test with this many cases finds the effect (Cohen 1988, by the noncentral t). */
export function pairedPower(input: PowerInput & { readonly cases: number }): number {
  const { effect, deviation, alpha, cases } = input;
  const freedom = cases - 1;
  const shift = (Math.abs(effect) / deviation) * Math.sqrt(cases);
  const critical = studentQuantile(1 - alpha / 2, freedom);
  return 1 - noncentralCdf(critical, freedom, shift) + noncentralCdf(-critical, freedom, shift);
}

/** Cases needed to find the effect with the given power; null when more than 100,000 would be, or there is no effect. */
export function casesNeeded(input: PowerInput & { readonly power: number }): number | null {
  if (input.effect === 0) return null;
  if (input.deviation === 0) return leastCases;
  const suffices = (cases: number) => pairedPower({ ...input, cases }) >= input.power;
  let low = Math.max(1, Math.min(mostCases, casesWithoutT(input)) - 1);
  if (low >= leastCases && suffices(low)) low = 1;
  let high = low + 1;
  for (let step = 1; !suffices(high); step *= 2) {
    if (high >= mostCases) return null;
    [low, high] = [high, high + step];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Cases that would do if the deviation were known: the t test needs a few more, so that the search starts here. */
function casesWithoutT({ effect, deviation, alpha, power }: PowerInput & { readonly power: number }): number {
  const reach = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  return Math.floor(((reach * deviation) / effect) ** 2);
}

const leastCases = 2;
const mostCases = 100_000;

/**
 * Distribution function of the noncentral t: the normal distribution of the numerator, averaged over the distribution
 * of the estimated deviation s (chi over √ν) by Simpson's rule.
 */
function noncentralCdf(t: number, freedom: number, shift: number): number {
  const width = 12 / Math.sqrt(2 * freedom);
  const [from, to] = [Math.max(0, 1 - width), 1 + width];
  const scale = Math.LN2 + (freedom / 2) * Math.log(freedom / 2) - logGamma(freedom / 2);
  const density = (s: number) =>
    s === 0
      ? Number(freedom === 1) * Math.exp(scale)
      : Math.exp(scale + (freedom - 1) * Math.log(s) - (freedom * s * s) / 2);
  return simpson((s) => normalCdf(t * s - shift) * density(s), from, to);
}

const simpsonSteps = 400;

function simpson(f: (x: number) => number, from: number, to: number): number {
  const step = (to - from) / simpsonSteps;
  let sum = f(from) + f(to);
  for (let index = 1; index < simpsonSteps; index += 1)
    sum += f(from + index * step) * (index % 2 === 0 ? 2 : 4);
  return (sum * step) / 3;
}
