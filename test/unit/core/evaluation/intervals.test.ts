import assert from 'node:assert/strict';
import { clopperPearson } from '../../../../src/core/evaluation/binomial.ts';
import { boundedMeanPValue, capitalAgainstMean } from '../../../../src/core/evaluation/bounded-mean.ts';
import { betaQuantile } from '../../../../src/core/evaluation/distributions.ts';
import { logisticIntercept } from '../../../../src/core/evaluation/logistic.ts';
import { createRandom } from '../../../../src/core/evaluation/random.ts';

// Reference values: SciPy 1.17.1 (beta.ppf, binomtest(...).proportion_ci(method='exact'), the root of the score equations
// of a logistic regression with Fisher's information), and products of bets written out in NumPy.
function close(actual: number, expected: number, tolerance = 1e-9): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);
}

describe('clopperPearson', () => {
  it('agrees with SciPy', () => {
    const expected: readonly (readonly [number, number, number, number])[] = [
      [0, 10, 0, 0.30849710781876294],
      [3, 20, 0.03207093718554477, 0.37892682654529564],
      [31, 1000, 0.02115817197042667, 0.04371508500624138],
      [10, 10, 0.6915028921812371, 1],
    ];
    for (const [hits, trials, low, high] of expected) {
      const interval = clopperPearson({ hits, trials, alpha: 0.05 });
      close(interval[0], low);
      close(interval[1], high);
    }
    close(betaQuantile(0.3, 2.5, 4), 0.2740342469010002);
    close(betaQuantile(0.01, 1, 9), 0.001116080701857454);
  });
});

describe('logisticIntercept', () => {
  const expectedFit = {
    value: 0.02900318,
    slope: 1.46840182,
    low: -1.409695364462509,
    high: 1.4677017222128834,
  };
  const x = [-1.2, -0.8, -0.5, -0.1, 0, 0.3, 0.4, 0.9, 1.1, 1.5];
  const shares = [0, 0.5, 0, 1, 0.5, 0, 1, 1, 0.5, 1];
  const points = x.map((value, index) => ({ x: value, share: shares[index] ?? 0 }));

  it('agrees with the root of the score equations', () => {
    const fitted = logisticIntercept(points, 0.05);
    assert.ok(fitted);
    close(fitted.value, expectedFit.value, 1e-7);
    close(fitted.slope, expectedFit.slope, 1e-7);
    close(fitted.interval[0], expectedFit.low, 1e-6);
    close(fitted.interval[1], expectedFit.high, 1e-6);
  });

  it('has no answer where the data have none', () => {
    const sameLength = points.map(({ share }) => ({ x: 1, share }));
    const separated = x.map((value) => ({ x: value, share: Number(value > 0) }));
    assert.equal(logisticIntercept(sameLength, 0.05), null);
    assert.equal(logisticIntercept(separated, 0.05), null);
    assert.equal(logisticIntercept([], 0.05), null);
  });
});

describe('capitalAgainstMean', () => {
  it('is the mean of the products of the bets', () => {
    const values = [0.2, -0.1, 0.5, 0, 0.3];
    close(capitalAgainstMean(values, 0), 1.526672723295455);
    close(capitalAgainstMean(values, -0.02), 1.6224796246588475);
    close(capitalAgainstMean(values, 0.1), 1.1649493342199335);
    assert.equal(capitalAgainstMean([], 0), 1);
  });

  it('shows that a rare loss is rare after many cases only', () => {
    const pValueOf = (cases: number) => boundedMeanPValue(Array<number>(cases).fill(0), -0.02);
    assert.ok(pValueOf(256) > 0.025 && pValueOf(257) <= 0.025);
    assert.equal(boundedMeanPValue([-1], 0), 1);
  });

  it('reaches 1/α with a chance of at most α at all looks together, whatever the distribution', () => {
    const random = createRandom(11);
    const fair: readonly (() => number)[] = [
      () => (random() < 0.5 ? 1 : -1),
      () => (random() < 0.05 ? -0.95 : 0.05),
      () => random() - 0.5,
    ];
    for (const draw of fair) {
      let crossed = 0;
      for (let run = 0; run < 400; run += 1) {
        const values = Array.from({ length: 60 }, draw);
        const looks = [3, 6, 12, 24, 48, 60].map((look) => capitalAgainstMean(values.slice(0, look), 0));
        if (looks.some((capital) => capital >= 10)) crossed += 1;
      }
      assert.ok(crossed / 400 <= 0.1, `${crossed} of 400`);
    }
  });
});
