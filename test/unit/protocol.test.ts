import assert from 'node:assert/strict';

import { parseHostMessage, parsePanelMemory, parsePanelMessage } from '../../src/protocol.ts';
import { states } from './webview/states.ts';

describe('the protocol of the panel', () => {
  for (const [name, state] of Object.entries(states)) {
    it(`carries the snapshot "${name}" unchanged`, () => {
      const message = { type: 'state', state };
      assert.deepEqual(parseHostMessage(structuredClone(message)), { ok: true, message });
    });
  }

  it('carries what the panel says', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'set-lambda', lambda: 0.35 },
      { type: 'pick', id: 'r1c1' },
      { type: 'set-hunk', index: 3, accepted: false },
      { type: 'set-all-hunks', accepted: true },
    ]) {
      assert.deepEqual(parsePanelMessage(message), { ok: true, message });
    }
  });

  it('says what is wrong with a message that breaks it', () => {
    assert.deepEqual(parsePanelMessage({ type: 'set-lambda', lambda: -1 }), {
      ok: false,
      problem: 'Message breaks the protocol at "lambda": too_small.',
    });
    assert.deepEqual(parsePanelMessage({ type: 'run-command', command: 'x' }), {
      ok: false,
      problem: 'Message breaks the protocol at "type": invalid_union.',
    });
    for (const value of [
      null,
      undefined,
      'ready',
      [],
      { type: 'set-hunk', index: 0.5, accepted: true },
      NaN,
    ]) {
      assert.equal(parsePanelMessage(value).ok, false);
      assert.equal(parseHostMessage(value).ok, false);
    }
  });

  it('names the place in a snapshot that is not whole', () => {
    const { phase } = states.result;
    const broken = {
      ...states.result,
      phase: { ...phase, selection: { ...phase.selection, lambda: 'high' } },
    };
    assert.deepEqual(parseHostMessage({ type: 'state', state: broken }), {
      ok: false,
      problem: 'Message breaks the protocol at "state.phase.selection.lambda": invalid_type.',
    });
  });

  it('remembers where the reader was, and forgets the memory of another version', () => {
    const memory = {
      version: 1,
      run: 'run-1',
      scrollTop: 120,
      place: { page: 'result', open: { metrics: true }, diffMode: 'inline', unfolded: [] },
    };
    assert.deepEqual(parsePanelMemory(memory), memory);
    assert.equal(parsePanelMemory({ ...memory, version: 2 }), null);
    assert.equal(parsePanelMemory(undefined), null);
  });
});
