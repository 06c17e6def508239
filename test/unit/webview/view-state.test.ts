import assert from 'node:assert/strict';

import { initialPlace, reduce, type ViewState } from '../../../webview/view-state.ts';
import { result, subject } from './snapshots.ts';
import { states } from './states.ts';

const start: ViewState = {
  panel: null,
  pages: {},
  drafts: {},
  place: initialPlace,
  isNarrow: false,
  lambdaDraft: null,
  sinceSnapshotMs: 0,
};

describe('reduce', () => {
  it('gives the same state back when nothing changes', () => {
    const opened = reduce(start, { type: 'open', name: 'metrics', isOpen: false });
    assert.deepEqual(opened.place.open, { metrics: false });
    assert.equal(reduce(opened, { type: 'open', name: 'metrics', isOpen: false }), opened);
    assert.equal(reduce(start, { type: 'diff-mode', mode: 'inline' }), start);
    assert.equal(reduce(start, { type: 'narrow', isNarrow: false }), start);
  });

  it('keeps unfolded text while the same rewrite is shown, also after a reload, and folds another', () => {
    const unfolded: ViewState = { ...start, place: { ...initialPlace, unfolded: ['lines:0'] } };
    const first = reduce(unfolded, { type: 'snapshot', panel: states.result });
    assert.deepEqual(first.place.unfolded, ['lines:0']);
    const again = reduce(first, { type: 'snapshot', panel: states.applied });
    assert.deepEqual(again.place.unfolded, ['lines:0']);
    const other = { subject, phase: result({ selection: { pickId: 'r1c1', lambda: 3, rejectedHunks: [] } }) };
    assert.deepEqual(reduce(again, { type: 'snapshot', panel: other }).place.unfolded, []);
  });

  it('holds the draft of λ until the host has caught up', () => {
    const shown = reduce(start, { type: 'snapshot', panel: states.result });
    const drafted = reduce(shown, { type: 'lambda', lambda: 1.2 });
    assert.equal(reduce(drafted, { type: 'snapshot', panel: states.result }).lambdaDraft, 1.2);
    const caughtUp = {
      subject,
      phase: result({ selection: { pickId: 'r3c2', lambda: 1.2, rejectedHunks: [] } }),
    };
    assert.equal(reduce(drafted, { type: 'snapshot', panel: caughtUp }).lambdaDraft, null);
    assert.equal(reduce(drafted, { type: 'snapshot', panel: states.running }).lambdaDraft, null);
  });
});
