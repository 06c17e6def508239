import assert from 'node:assert/strict';
import { bcaInterval, bcaMeanInterval } from '../../../../src/core/evaluation/bootstrap.ts';
import {
  logGamma,
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from '../../../../src/core/evaluation/distributions.ts';
import { pairedT } from '../../../../src/core/evaluation/paired-t.ts';
import { casesNeeded, pairedPower } from '../../../../src/core/evaluation/power.ts';
import { createRandom } from '../../../../src/core/evaluation/random.ts';
import { signFlipPValue } from '../../../../src/core/evaluation/sign-flip.ts';
import {
  gainOverCases,
  holm,
  isNotInferior,
  noiseFloor,
} from '../../../../src/core/evaluation/statistics.ts';
import type { PairedCase } from '../../../../src/core/evaluation/statistics.ts';

// Reference values: SciPy 1.17.1 (norm, t, ttest_1samp, permutation_test, the BCa interval of stats.bootstrap) and
// statsmodels 0.15.0 (OLS with clustered covariance, TTestPower, multipletests), computed apart from this code.
const differences = [0.1, 0.25, -0.05, 0.3, 0, 0.15, 0.2, -0.1, 0.35, 0.05, 0.12, -0.02];

function close(actual: number, expected: number, tolerance = 1e-9): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual}, not ${expected}`,
  );
}

describe('distributions', () => {
  it('agree with SciPy on the normal distribution', () => {
    const expected: readonly (readonly [number, number])[] = [
      [-2.5, 0.006209665325776132],
      [-0.3, 0.3820885778110474],
      [0, 0.5],
      [1.2, 0.8849303297782918],
      [3, 0.9986501019683699],
    ];
    for (const [x, p] of expected) close(normalCdf(x), p, 1e-13);
    assert.ok(Math.abs(normalCdf(-8) / 6.22096057427174e-16 - 1) < 1e-9);
    close(normalQuantile(1e-10), -6.361340902404056);
    close(normalQuantile(0.2), -0.8416212335729142);
    close(normalQuantile(0.975), 1.959963984540054);
    assert.deepEqual([normalQuantile(0), normalQuantile(1)], [-Infinity, Infinity]);
  });

  it("agree with SciPy on Student's distribution", () => {
    const expected: readonly (readonly [number, number, number])[] = [
      [-3, 1, 0.10241638234956672],
      [-2, 5, 0.050969739414929174],
      [0.5, 2.5, 0.6711510400651426],
      [1.96, 29, 0.9701661022402044],
      [4, 200, 0.999955434523907],
    ];
    for (const [t, freedom, p] of expected) close(studentCdf(t, freedom), p, 1e-12);
    close(studentQuantile(0.975, 1), 12.706204736174694);
    close(studentQuantile(0.975, 10), 2.228138851986274);
    close(studentQuantile(0.01, 4), -3.746947387979197);
    close(studentQuantile(0.995, 1000), 2.580754698065951);
  });

  it('agree with factorials on the gamma function', () => {
    close(logGamma(1), 0);
    close(logGamma(6), Math.log(120));
    close(logGamma(0.5), Math.log(Math.PI) / 2);
    close(logGamma(31), Math.log(2.6525285981219107e32));
  });
});

describe('pairedT', () => {
  it('agrees with SciPy', () => {
    const { mean, interval, pValue } = pairedT({ differences, clusters: null, alpha: 0.05 });
    close(mean, 0.1125);
    close(interval[0], 0.021544034566663303);
    close(interval[1], 0.20345596543333672);
    close(pValue, 0.019849133863080567);
  });

  it('agrees with statsmodels on clustered cases', () => {
    const clusters = [0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4].map(String);
    const { interval, pValue } = pairedT({ differences, clusters, alpha: 0.05 });
    close(interval[0], 0.05340563122093378);
    close(interval[1], 0.17159436877906628);
    close(pValue, 0.006146710284499752);
  });

  it('takes differences without spread', () => {
    assert.deepEqual(pairedT({ differences: [0, 0, 0], clusters: null, alpha: 0.05 }).pValue, 1);
    assert.deepEqual(pairedT({ differences: [1, 1, 1], clusters: null, alpha: 0.05 }).pValue, 0);
  });

  it('refuses what has no error', () => {
    assert.throws(() => pairedT({ differences: [1], clusters: null, alpha: 0.05 }), RangeError);
    assert.throws(() => pairedT({ differences: [1, 2], clusters: ['a', 'a'], alpha: 0.05 }), RangeError);
    assert.throws(() => pairedT({ differences: [1, 2], clusters: ['a'], alpha: 0.05 }), RangeError);
  });
});

describe('signFlipPValue', () => {
  it('agrees with SciPy where it is exact', () => {
    close(signFlipPValue(differences, createRandom(1)), 0.025390625);
    close(signFlipPValue(differences.slice(0, 10), createRandom(1)), 0.04296875);
    close(signFlipPValue(differences.slice(0, 6), createRandom(1)), 0.125);
  });

  it('cannot fall below 2 · 0.5^k with k discordant cases', () => {
    for (const k of [1, 5, 6, 10])
      close(signFlipPValue(Array<number>(k).fill(0.3), createRandom(1)), 2 * 0.5 ** k);
    assert.equal(signFlipPValue([], createRandom(1)), 1);
  });

  it('comes near the exact value from draws, the same for the same seed', () => {
    const many = [...differences, 0.01, 0.02, -0.03, 0.04];
    const sampled = signFlipPValue(many, createRandom(7));
    assert.equal(sampled, signFlipPValue(many, createRandom(7)));
    assert.ok(Math.abs(sampled - exactByEnumeration(many)) < 0.005);
  });
});

describe('bcaInterval', () => {
  const values = [0.11, 0.53, -0.2, 0.97, 0.29, 0.05];

  it('agrees with SciPy on the list of all resamples', () => {
    const replicates = allMeans(values);
    const [low, high] = bcaInterval(values, replicates, 0.05);
    close(low, 0.043333333333333335);
    close(high, 0.64);
  });

  it('is the mean where nothing varies', () => {
    assert.deepEqual(bcaMeanInterval([0.5, 0.5, 0.5], 0.05, createRandom(1)), [0.5, 0.5]);
  });

  it('comes near the interval of all resamples from seeded ones', () => {
    const [low, high] = bcaMeanInterval(values, 0.05, createRandom(3));
    const [exactLow, exactHigh] = bcaInterval(values, allMeans(values), 0.05);
    assert.ok(Math.abs(low - exactLow) < 0.03 && Math.abs(high - exactHigh) < 0.03);
    assert.deepEqual(bcaMeanInterval(values, 0.05, createRandom(3)), [low, high]);
  });
});

describe('power', () => {
  it('agrees with statsmodels', () => {
    const power = (effect: number, cases: number) =>
      pairedPower({ effect, deviation: 1, alpha: 0.05, cases });
    close(power(0.5, 20), 0.5645044184390203, 1e-7);
    close(power(0.2, 100), 0.508264806621038, 1e-7);
    close(power(0.36, 61), 0.7900126393158325, 1e-7);
    close(power(1, 5), 0.4013899173717948, 1e-7);
  });

  it('names the cases that statsmodels names, rounded up', () => {
    const needed = [0.5, 0.36, 0.2, 0.05, 1.5].map((effect) =>
      casesNeeded({ effect, deviation: 1, alpha: 0.05, power: 0.8 }),
    );
    assert.deepEqual(needed, [34, 63, 199, 3142, 6]);
  });

  it('has no answer for no effect', () => {
    assert.equal(casesNeeded({ effect: 0, deviation: 1, alpha: 0.05, power: 0.8 }), null);
    assert.equal(casesNeeded({ effect: 1e-6, deviation: 1, alpha: 0.05, power: 0.8 }), null);
  });
});

describe('holm', () => {
  it('agrees with statsmodels', () => {
    holm([0.01, 0.04, 0.03, 0.005, 0.6]).forEach((value, index) => {
      close(value, [0.04, 0.09, 0.09, 0.025, 0.6][index] ?? NaN);
    });
    assert.deepEqual(holm([]), []);
  });
});

describe('noiseFloor and isNotInferior', () => {
  it('take the median deviation of repeats, in points', () => {
    close(noiseFloor([[0.5, 0.7, 0.6], [0.2, 0.4], [1]]) ?? NaN, 10);
    assert.equal(noiseFloor([[1], []]), null);
  });

  it('compare the interval with the margin', () => {
    assert.equal(isNotInferior([-1.9, 3], 2), true);
    assert.equal(isNotInferior([-2, 3], 2), false);
  });
});

describe('gainOverCases', () => {
  const cases = (values: readonly number[]): PairedCase[] =>
    values.map((value) => ({ original: [0.4], candidate: [0.4 + value], source: null }));
  const options = { alpha: 0.05, seed: 1 };

  it('chooses the interval by the number of cases', () => {
    assert.deepEqual(gainOverCases([], options), {
      value: null,
      interval: null,
      pValue: null,
      method: 'insufficient',
      cases: 0,
    });
    assert.equal(gainOverCases(cases(differences.slice(0, 5)), options).interval, null);
    assert.equal(gainOverCases(cases(differences), options).method, 'bca-bootstrap');
    const many = gainOverCases(cases([...differences, ...differences, ...differences]), options);
    assert.equal(many.method, 'paired-t');
    close(many.value ?? NaN, 11.25);
  });

  it('leaves cases out that were never scored on a side, and averages the repeats that were', () => {
    const missing: PairedCase = { original: [0.5], candidate: [null, null], source: null };
    const partly: PairedCase = { original: [0.5, null], candidate: [null, 0.7, 0.9], source: null };
    const gain = gainOverCases([missing, partly], options);
    assert.equal(gain.cases, 1);
    close(gain.value ?? NaN, 30);
  });

  it('is 0 with an interval around 0 for a prompt against itself', () => {
    const same = gainOverCases(cases(Array<number>(12).fill(0)), options);
    assert.deepEqual([same.value, same.interval, same.pValue], [0, [0, 0], 1]);
  });

  it('is wider where cases of one source agree with each other', () => {
    const values = Array.from({ length: 40 }, (_, index) => (index < 20 ? 0.1 : -0.05) + (index % 5) / 100);
    const apart = gainOverCases(cases(values), options);
    const grouped = gainOverCases(
      cases(values).map((each, index) => ({ ...each, source: `s${Math.floor(index / 10)}` })),
      options,
    );
    const width = ({ interval }: typeof apart) => (interval?.[1] ?? NaN) - (interval?.[0] ?? NaN);
    assert.ok(width(grouped) > width(apart));
  });
});

function allMeans(values: readonly number[]): number[] {
  let sums = [0];
  for (let draw = 0; draw < values.length; draw += 1)
    sums = sums.flatMap((sum) => values.map((value) => sum + value));
  return sums.map((sum) => sum / values.length);
}

function exactByEnumeration(values: readonly number[]): number {
  let sums = [0];
  for (const value of values) sums = sums.flatMap((sum) => [sum + value, sum - value]);
  const observed = Math.abs(values.reduce((sum, value) => sum + value, 0));
  return sums.filter((sum) => Math.abs(sum) >= observed - 1e-12).length / sums.length;
}
