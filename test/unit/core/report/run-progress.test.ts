import assert from 'node:assert/strict';

import type { RunEvent } from '../../../../src/core/pcv/events.ts';
import {
  advanceProgress,
  type RunProgress,
  runProgressSchema,
} from '../../../../src/core/report/run-progress.ts';
import { front, quality, result } from '../../webview/snapshots.ts';

const [member] = front as [(typeof front)[number]];
const { report } = result();

const events: readonly RunEvent[] = [
  {
    type: 'run-start',
    run: 'run-1',
    iterations: 5,
    original: { text: 'p', tokens: 10, quality: quality(50) },
  },
  { type: 'round-start', round: 1 },
  { type: 'proposal-start', round: 1 },
  {
    type: 'proposal-end',
    round: 1,
    candidates: [
      { id: 'a', operator: 'stabilise', text: 'q' },
      { id: 'b', operator: 'patch', text: 'r' },
    ],
  },
  { type: 'critique-end', round: 1, candidateId: 'a', quality: quality(70), findings: [] },
  {
    type: 'verification-end',
    round: 1,
    candidateId: 'a',
    accepted: true,
    rejection: null,
    detail: 'Every check passed.',
    checks: [],
  },
  {
    type: 'verification-end',
    round: 1,
    candidateId: 'b',
    accepted: false,
    rejection: 'contract',
    detail: 'A placeholder is missing.',
    checks: [],
  },
  {
    type: 'round-end',
    round: 1,
    front: [{ ...member, id: 'a', tokens: 8, quality: quality(70) }],
    pickId: 'a',
    gain: 20,
    usage: report.usage,
  },
  { type: 'run-end', report },
];

function progressAfter(count: number): RunProgress | null {
  return events.slice(0, count).reduce<RunProgress | null>(advanceProgress, null);
}

describe('advanceProgress', () => {
  it('starts with the original measured and all modules waiting', () => {
    const waiting = { status: 'waiting', detail: '' };
    assert.deepEqual(progressAfter(1), {
      run: 'run-1',
      iterations: 5,
      round: 0,
      original: { tokens: 10, quality: quality(50) },
      modules: { proposer: waiting, critic: waiting, verifier: waiting },
      candidates: [],
      rounds: [],
      pickId: null,
      usage: null,
      stopReason: null,
    });
  });

  it('says what each module does', () => {
    assert.deepEqual(progressAfter(3)?.modules.proposer, { status: 'working', detail: 'Writing candidates' });
    assert.deepEqual(progressAfter(6)?.modules, {
      proposer: { status: 'done', detail: '2 candidates' },
      critic: { status: 'working', detail: '1 of 2 scored' },
      verifier: { status: 'working', detail: '1 of 2 verified' },
    });
    assert.deepEqual(progressAfter(8)?.modules.verifier, { status: 'done', detail: '2 of 2 verified' });
  });

  it('knows of each candidate what became of it and why', () => {
    assert.deepEqual(progressAfter(8)?.candidates, [
      {
        id: 'a',
        round: 1,
        operator: 'stabilise',
        status: 'accepted',
        tokens: 8,
        quality: quality(70),
        rejection: null,
        detail: 'Every check passed.',
      },
      {
        id: 'b',
        round: 1,
        operator: 'patch',
        status: 'rejected',
        tokens: null,
        quality: null,
        rejection: 'contract',
        detail: 'A placeholder is missing.',
      },
    ]);
  });

  it('counts each round, and ends with the reason', () => {
    assert.deepEqual(progressAfter(8)?.rounds, [{ round: 1, proposed: 2, accepted: 1, gain: 20 }]);
    assert.equal(progressAfter(8)?.stopReason, null);
    assert.equal(progressAfter(9)?.stopReason, 'converged');
  });

  it('holds to its schema after every event', () => {
    for (let count = 1; count <= events.length; count += 1) {
      assert.deepEqual(runProgressSchema.parse(progressAfter(count)), progressAfter(count));
    }
  });

  it('shows nothing of a run whose start was missed', () => {
    assert.equal(events.slice(1).reduce<RunProgress | null>(advanceProgress, null), null);
  });

  it('says so when a round brings no candidate', () => {
    const start = progressAfter(3);
    const empty = advanceProgress(start, { type: 'proposal-end', round: 1, candidates: [] });
    assert.deepEqual(empty?.modules, {
      proposer: { status: 'done', detail: 'No candidates' },
      critic: { status: 'done', detail: 'Nothing to do' },
      verifier: { status: 'done', detail: 'Nothing to do' },
    });
  });
});
