import assert from 'node:assert/strict';
import {
  stateOfVote,
  type Outcome,
  type VoteCount,
} from '../../../../../src/core/pcv/judges/sequential-vote.ts';

const kinds = ['win', 'loss', 'tie', 'missing'] as const;
type Kind = (typeof kinds)[number];

describe('the vote of samples', () => {
  const table: readonly (readonly [Kind[], number, Outcome | null | 'open'])[] = [
    [[], 1, 'open'],
    [['win'], 1, 'win'],
    [['loss'], 1, 'loss'],
    [['tie'], 1, 'tie'],
    [['missing'], 1, null],
    [['win', 'win'], 3, 'win'],
    [['win', 'loss'], 3, 'open'],
    [['win', 'loss', 'tie'], 3, 'tie'],
    [['tie', 'tie'], 3, 'tie'],
    [['win', 'missing'], 3, 'open'],
    [['win', 'missing', 'missing'], 3, 'win'],
    [['missing', 'missing', 'missing'], 3, null],
    [['loss', 'loss', 'win'], 5, 'open'],
    [['loss', 'loss', 'loss'], 5, 'loss'],
  ];
  for (const [samples, planned, expected] of table) {
    it(`of ${samples.join(', ') || 'nothing'} out of ${planned} is ${expected ?? 'missing'}`, () => {
      const state = stateOfVote(countOf(samples), planned);
      assert.equal(state.kind === 'open' ? 'open' : state.outcome, expected);
    });
  }

  it('ends exactly when no further sample can change it, and never draws one too many', () => {
    for (const planned of [1, 2, 3, 4, 5, 6]) {
      for (const samples of sequences(planned)) {
        const state = stateOfVote(countOf(samples), planned);
        const outcomes = new Set(
          sequences(planned - samples.length, true).map((rest) => final([...samples, ...rest])),
        );
        if (samples.length < planned && outcomes.size > 1) {
          assert.ok(state.kind === 'open', samples.join());
          // With fewer than `needed` more samples nothing would be settled, whatever they say.
          for (const rest of sequences(state.needed - 1)) {
            assert.equal(stateOfVote(countOf([...samples, ...rest]), planned).kind, 'open', samples.join());
          }
        } else {
          assert.ok(state.kind === 'decided', samples.join());
          assert.deepEqual([...outcomes], [state.outcome]);
        }
      }
    }
  });
});

function final(samples: readonly Kind[]): Outcome | null {
  const { win, loss, tie } = countOf(samples);
  const counted = win + loss + tie;
  if (counted === 0) return null;
  if (win > counted / 2) return 'win';
  return loss > counted / 2 ? 'loss' : 'tie';
}

function countOf(samples: readonly Kind[]): VoteCount {
  const count = (kind: Kind): number => samples.filter((sample) => sample === kind).length;
  return { win: count('win'), loss: count('loss'), tie: count('tie'), missing: count('missing') };
}

/** All sequences of up to `length` samples, or of exactly that many; their order does not matter to the vote. */
function sequences(length: number, isExact = false): Kind[][] {
  let longest: Kind[][] = [[]];
  const all = [...longest];
  for (let at = 0; at < length; at += 1) {
    longest = longest.flatMap((sequence) =>
      kinds
        .filter((kind) => kinds.indexOf(kind) >= kinds.indexOf(sequence.at(-1) ?? 'win'))
        .map((kind) => [...sequence, kind]),
    );
    all.push(...longest);
  }
  return isExact ? longest : all;
}
