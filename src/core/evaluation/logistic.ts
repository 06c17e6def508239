import { normalQuantile } from './distributions.ts';

interface LogisticPoint {
  readonly x: number;
  /** Share of successes in [0, 1]; a tie is a half. */
  readonly share: number;
}

/** Intercept of a logistic regression, on the scale of log odds. */
export interface LogisticIntercept {
  readonly value: number;
  readonly slope: number;
  /** Wald interval. */
  readonly interval: readonly [low: number, high: number];
}

const mostSteps = 50;

/**
 * Intercept of share ~ x at x = 0, by iteratively reweighted least squares (McCullagh and Nelder 1989). Null where the data
 * do not determine it: x does not vary, or it separates successes from failures.
 */
export function logisticIntercept(points: readonly LogisticPoint[], alpha: number): LogisticIntercept | null {
  let [value, slope] = [0, 0];
  for (let step = 0; step < mostSteps; step += 1) {
    const { gradient, information, determinant } = derivatives(points, value, slope);
    if (!(determinant > 1e-9 * information.constant ** 2)) return null;
    const [first, second] = gradient;
    const change = (information.square * first - information.cross * second) / determinant;
    slope += (information.constant * second - information.cross * first) / determinant;
    value += change;
    if (Math.abs(value) + Math.abs(slope) > 50) return null;
    if (Math.abs(change) < 1e-12) {
      const reach = normalQuantile(1 - alpha / 2) * Math.sqrt(information.square / determinant);
      return { value, slope, interval: [value - reach, value + reach] };
    }
  }
  return null;
}

/** Gradient of the log likelihood, and Fisher's information with its determinant. */
function derivatives(points: readonly LogisticPoint[], value: number, slope: number): Derivatives {
  const gradient: [number, number] = [0, 0];
  const information = { constant: 0, cross: 0, square: 0 };
  for (const { x, share } of points) {
    const expected = 1 / (1 + Math.exp(-value - slope * x));
    const weight = expected * (1 - expected);
    gradient[0] += share - expected;
    gradient[1] += (share - expected) * x;
    information.constant += weight;
    information.cross += weight * x;
    information.square += weight * x * x;
  }
  const determinant = information.constant * information.square - information.cross ** 2;
  return { gradient, information, determinant };
}

interface Derivatives {
  readonly gradient: readonly [number, number];
  readonly information: { readonly constant: number; readonly cross: number; readonly square: number };
  readonly determinant: number;
}
