import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Reason, ReasonedEdit } from '../../../../src/core/model.ts';
import { traceSteps } from '../../../../src/core/pcv/trace-steps.ts';

const reason: Reason = { ruleId: 'PO001', category: 'economy', why: 'Because.' };

function edit(start: number, end: number, replacement: string): ReasonedEdit {
  return { edit: { span: { start, end }, replacement }, reason };
}

describe('traceSteps', () => {
  it('gives edits of the first step their own place', () => {
    assert.deepEqual(
      traceSteps(20, [[edit(2, 5, 'x'), edit(8, 8, 'new')]]).map(({ origin }) => origin),
      [
        { start: 2, end: 5 },
        { start: 8, end: 8 },
      ],
    );
  });

  it('follows a later step back through what an earlier one has moved', () => {
    // 0123456789 → 01X56789 (2..5 became X) → the second step replaces "56" at 3..5 of that text.
    const origins = traceSteps(10, [[edit(2, 5, 'X')], [edit(3, 5, 'Y')]]).map(({ origin }) => origin);
    assert.deepEqual(origins, [
      { start: 2, end: 5 },
      { start: 5, end: 7 },
    ]);
  });

  it('gives an edit of inserted text the place of the insertion', () => {
    const origins = traceSteps(4, [[edit(2, 2, 'abc')], [edit(3, 4, 'B')]]).map(({ origin }) => origin);
    assert.deepEqual(origins, [
      { start: 2, end: 2 },
      { start: 2, end: 2 },
    ]);
  });

  it('finds for every edit a place inside the original', () => {
    const steps = fc.array(
      fc.array(fc.tuple(fc.nat(6), fc.nat(3), fc.string({ maxLength: 3 })), { maxLength: 3 }),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(fc.nat(30), steps, (length, drawn) => {
        let size = length;
        const built = drawn.map((step) => {
          let position = 0;
          let growth = 0;
          const edits: ReasonedEdit[] = [];
          for (const [gap, removed, replacement] of step) {
            const start = Math.min(size, position + gap);
            const end = Math.min(size, start + removed);
            edits.push(edit(start, end, replacement));
            position = end;
            growth += replacement.length - (end - start);
          }
          size += growth;
          return edits;
        });
        for (const { origin } of traceSteps(length, built)) {
          assert.ok(origin.start >= 0 && origin.end <= length && origin.start <= origin.end);
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
