import assert from 'node:assert/strict';
import { createRandom } from '../../src/core/evaluation/random.ts';
import type { Random } from '../../src/core/evaluation/random.ts';
import { gainOverCases } from '../../src/core/evaluation/statistics.ts';
import { decideVerdict } from '../../src/core/metrics/verdict.ts';

const alpha = 0.05;
const runs = 150;

/** Scorers that judge the same prompt twice and differ by noise alone. */
const scorers: Readonly<Record<string, (difficulty: number, random: Random) => number>> = {
  'passes or fails': (difficulty, random) => Number(random() < difficulty),
  'scores with an error': (difficulty, random) =>
    Math.min(1, Math.max(0, difficulty + (random() - 0.5) * 0.4)),
  'scores high and sometimes 0': (_, random) => (random() < 0.1 ? 0 : 0.8 + random() * 0.2),
};

describe('a prompt against itself', () => {
  for (const [name, score] of Object.entries(scorers)) {
    for (const count of [6, 8, 12, 30]) {
      it(`is improved in at most α of the runs: a judge that ${name}, ${count} cases`, () => {
        const random = createRandom(count);
        let improved = 0;
        for (let run = 0; run < runs; run += 1) {
          const cases = Array.from({ length: count }, () => {
            const difficulty = random();
            return {
              original: [score(difficulty, random)],
              candidate: [score(difficulty, random)],
              source: null,
            };
          });
          const { value, interval, pValue } = gainOverCases(cases, { alpha, seed: run });
          const verdict = decideVerdict({
            kind: 'cases',
            gain: value ?? 0,
            interval,
            pValue,
            lossPValue: null,
            alpha,
            tokensBefore: 100,
            tokensAfter: 100,
            margin: 2,
            noiseFloor: null,
          });
          if (verdict === 'improved') improved += 1;
        }
        assert.ok(improved / runs <= alpha, `${improved} of ${runs}`);
      });
    }
  }
});
