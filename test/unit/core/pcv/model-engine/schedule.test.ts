import assert from 'node:assert/strict';
import type { Schedule } from '../../../../../src/core/model.ts';
import type { Script } from '../../../../support/scripted-server.ts';
import { fieldsOf, questionOf, roleOf } from '../../../../support/scripted-team.ts';
import { goodAnswer, goodModel, runModel, type FinishedRun } from './run-model.ts';

/** Milliseconds that a call takes; the bars of a second per call are held at a fifth of it. */
const callMs = 200;

/** A model that is slow and never proposes the same text twice. */
function slowModel(): Script {
  let number = 0;
  return (request) => {
    const reply = goodAnswer(request);
    if (reply.kind !== 'answer') return reply;
    if (questionOf(request) === 'patch' || questionOf(request) === 'rewrite') {
      number += 1;
      const marked = String(fieldsOf(request)['prompt']).replace('short.', `short, at most ${number} lines.`);
      const edits = [{ find: 'short', replace: `short (${number})`, why: 'Says more.', kind: 'clarity' }];
      const text = JSON.stringify({ edits, prompt: marked, reasons: [] });
      return { ...reply, text, delayMs: callMs };
    }
    return { ...reply, delayMs: callMs };
  };
}

function runSlowly(schedule: Schedule): Promise<FinishedRun> {
  return runModel(slowModel(), { settings: { schedule, patience: 10, iterations: 5 } });
}

describe('the schedule of a run', () => {
  it('overlapped takes about one call per round and one to judge the last', async () => {
    const { report, wallMs } = await runSlowly('overlapped');
    const { criticalPathMs, calls } = report.usage;
    assert.equal(report.schedule, 'overlapped');
    assert.ok(calls > 30, String(calls));
    assert.ok(criticalPathMs >= 6 * callMs && criticalPathMs < 10 * callMs, String(criticalPathMs));
    assert.ok(wallMs < (calls * callMs) / 3, `${wallMs} ms for ${calls} calls`);
  });

  it('sequential takes two calls per round and one for the original', async () => {
    const { report, wallMs } = await runSlowly('sequential');
    const { criticalPathMs, calls } = report.usage;
    assert.equal(report.schedule, 'sequential');
    assert.ok(criticalPathMs >= 11 * callMs && criticalPathMs < 16 * callMs, String(criticalPathMs));
    assert.ok(wallMs < (calls * callMs) / 2, `${wallMs} ms for ${calls} calls`);
  });

  for (const schedule of ['sequential', 'overlapped'] as const) {
    it(`adds little to the chain of calls that it has to wait for: ${schedule}`, async () => {
      const { report, wallMs } = await runSlowly(schedule);
      // At a second per call a tenth is allowed; what does not grow with the calls counts fivefold here.
      const allowedMs = report.usage.criticalPathMs * 1.1 + 800;
      assert.ok(wallMs <= allowedMs, `${wallMs} ms, ${report.usage.criticalPathMs} ms of calls`);
    });
  }

  it('is sequential when nobody says otherwise, and the report says so', async () => {
    const { report } = await runModel(goodModel);
    assert.equal(report.schedule, 'sequential');
  });

  it('judges a candidate before the other proposals of its round have come', async () => {
    const order: string[] = [];
    let proposals = 0;
    await runModel(
      (request) => {
        const reply = goodAnswer(request);
        if (reply.kind !== 'answer') return reply;
        order.push(roleOf(request));
        if (roleOf(request) !== 'proposer') return reply;
        proposals += 1;
        return { ...reply, delayMs: proposals === 1 ? 10 : 400 };
      },
      { settings: { iterations: 3 }, onEvent: (event) => void order.push(event.type) },
    );
    const firstJudged = order.indexOf('verification-end');
    assert.ok(firstJudged > 0 && firstJudged < order.indexOf('proposal-end'), order.join(' '));
  });

  it('asks the same questions again whatever order answers come in', async () => {
    const questions = async (seed: number): Promise<string[]> => {
      let state = seed;
      const { requests } = await runModel((request) => {
        const reply = goodAnswer(request);
        state = (state * 48_271) % 2_147_483_647;
        return reply.kind === 'answer' ? { ...reply, delayMs: state % 30 } : reply;
      });
      return [...new Set(requests.map(({ body }) => JSON.stringify(body.messages)))].sort();
    };
    assert.deepEqual(await questions(11), await questions(4711));
  });

  it('reports its first event at once and its rounds in order', async () => {
    const firstMs: number[] = [];
    const startedAt = performance.now();
    const { events } = await runModel(slowModel(), {
      onEvent: () => void firstMs.push(performance.now() - startedAt),
      settings: { iterations: 3 },
    });
    assert.ok((firstMs[0] ?? Infinity) < 100, String(firstMs[0]));
    const ends = events.flatMap((event) => (event.type === 'round-end' ? [event.round] : []));
    assert.deepEqual(ends, [...ends].sort());
    assert.equal(ends.length, events.filter(({ type }) => type === 'round-start').length);
  });

  it('uses only the operators that it may', async () => {
    const { requests } = await runModel(slowModel(), { settings: { operators: ['patch'], iterations: 3 } });
    const proposals = requests.filter((request) => roleOf(request) === 'proposer');
    assert.ok(proposals.every((request) => questionOf(request) === 'patch'));
  });

  it('merges two texts of the front', async () => {
    const { requests } = await runModel(goodModel, { settings: { schedule: 'overlapped' } });
    const merges = requests.map(fieldsOf).filter(({ other }) => other !== undefined);
    assert.ok(merges.length > 0);
    assert.ok(merges.every(({ prompt, other }) => prompt !== other));
  });
});
