/** Distribution function of the standard normal distribution, good to about 1e-14. */
export function normalCdf(x: number): number {
  const tail = 0.5 * upperGamma(0.5, (x * x) / 2);
  return x < 0 ? tail : 1 - tail;
}

/** The x at which the standard normal distribution reaches `p`; infinite at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p <= 0 || p >= 1) return p <= 0 ? -Infinity : Infinity;
  // By symmetry the search stays in the lower tail, where the distribution function keeps its relative accuracy.
  return p > 0.5 ? -normalQuantile(1 - p) : bisect(normalCdf, p, -40, 0);
}

/** Distribution function of Student's t with `freedom` degrees of freedom, by the incomplete beta function. */
export function studentCdf(t: number, freedom: number): number {
  const tail = 0.5 * incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
  return t < 0 ? tail : 1 - tail;
}

/** The t at which Student's distribution reaches `p`. */
export function studentQuantile(p: number, freedom: number): number {
  if (p > 0.5) return -studentQuantile(1 - p, freedom);
  if (p <= 0) return -Infinity;
  let low = -1;
  while (studentCdf(low, freedom) > p) low *= 2;
  return bisect((t) => studentCdf(t, freedom), p, low, 0);
}

/** The x at which the beta distribution with parameters `a` and `b` reaches `p`. */
export function betaQuantile(p: number, a: number, b: number): number {
  return bisect((x) => incompleteBeta(x, a, b), p, 0, 1);
}

/** Natural logarithm of the gamma function for x > 0: Stirling's series after the argument was raised above 15. */
export function logGamma(x: number): number {
  let raised = x;
  let correction = 0;
  for (; raised < 15; raised += 1) correction += Math.log(raised);
  const inverse = 1 / (raised * raised);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / raised;
  return (raised - 0.5) * Math.log(raised) - raised + 0.5 * Math.log(2 * Math.PI) + series - correction;
}

/** Relative change below which a series or a continued fraction has settled. */
const settled = 1e-16;
const mostTerms = 10_000;

/** Regularised upper incomplete gamma function Q(a, x): Abramowitz and Stegun 6.5.29 and 6.5.31. */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - scale * gammaSeries(a, x) : scale * gammaFraction(a, x);
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostTerms && term > sum * settled; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function gammaFraction(a: number, x: number): number {
  return continuedFraction(
    x + 1 - a,
    (n) => n * (a - n),
    (n) => x + 1 - a + 2 * n,
  );
}

/** Regularised incomplete beta function I_x(a, b): the continued fraction of Abramowitz and Stegun 26.5.8. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const scale =
    Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return (
    scale *
    continuedFraction(
      1,
      (n) => betaTerm(n, x, a, b),
      () => 1,
    )
  );
}

function betaTerm(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  const divisor = (a + 2 * m) * (n % 2 === 0 ? a + 2 * m - 1 : a + 2 * m + 1);
  return n % 2 === 0 ? (m * (b - m) * x) / divisor : (-(a + m) * (a + b + m) * x) / divisor;
}

/** 1/(first + numerator(1)/(denominator(1) + numerator(2)/(…))) by the modified method of Lentz. */
function continuedFraction(
  first: number,
  numerator: (n: number) => number,
  denominator: (n: number) => number,
): number {
  const tiny = 1e-300;
  let c = 1 / tiny;
  let d = 1 / first;
  let value = d;
  for (let n = 1; n < mostTerms; n += 1) {
    d = 1 / (denominator(n) + numerator(n) * d || tiny);
    c = denominator(n) + numerator(n) / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < settled * 10) break;
  }
  return value;
}

function bisect(rising: (x: number) => number, target: number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 200 && low < high; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (rising(middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
