import assert from 'node:assert/strict';
import type { Budget } from '../../../../../src/core/model.ts';
import { describeStopReason } from '../../../../../src/core/pcv/stop.ts';
import { questionOf, roleOf, type AskingRole } from '../../../../support/scripted-team.ts';
import { startScriptedServer, type Script } from '../../../../support/scripted-server.ts';
import { goodAnswer, goodModel, runModel, runModelAt } from './run-model.ts';

const noLimits: Budget = { calls: null, tokens: null, costUsd: null, timeMs: null };

describe('the limits of a run whose candidates models judge', () => {
  for (const calls of [1, 3, 7, 12, 20]) {
    it(`are never exceeded: ${calls} calls, whoever makes them`, async () => {
      const { report, requests } = await runModel(goodModel, {
        settings: { budget: { ...noLimits, calls }, schedule: 'overlapped' },
      });
      assert.ok(requests.length <= calls, String(requests.length));
      assert.equal(report.usage.calls, requests.length);
      assert.equal(report.stopReason, 'budget-calls');
    });
  }

  it('hold for tokens but for the calls under way', async () => {
    const { report } = await runModel(goodModel, { settings: { budget: { ...noLimits, tokens: 1000 } } });
    const { inputTokens, outputTokens } = report.usage;
    // A call takes 120 tokens here; no more than those of a round are under way.
    assert.ok(inputTokens + outputTokens <= 1000 + 24 * 120, String(inputTokens + outputTokens));
    assert.equal(report.stopReason, 'budget-tokens');
  });

  it('hold for money but for the calls under way', async () => {
    const price = { input: 1000, cachedInput: null, output: 1000 };
    const { report } = await runModel(goodModel, {
      access: { price },
      settings: { budget: { ...noLimits, costUsd: 1 } },
    });
    assert.ok((report.usage.costUsd ?? Infinity) <= 1 + 24 * 0.12, String(report.usage.costUsd));
    assert.equal(report.stopReason, 'budget-cost');
  });

  for (const role of ['proposer', 'critic', 'verifier'] as const) {
    it(`ends within 200 ms of a cancel while the ${role} is waited for`, async () => {
      const { endedAfterMs, stopReason, abandoned } = await cancelWhileWaitingFor(role);
      assert.equal(stopReason, 'cancelled');
      assert.ok(endedAfterMs < 200, String(endedAfterMs));
      assert.ok(abandoned > 0);
    });
  }

  it('keeps what was judged before the cancel', async () => {
    const abort = new AbortController();
    let rounds = 0;
    const { report } = await runModel(
      (request) => (rounds === 0 ? goodAnswer(request) : { kind: 'hang', after: 'headers' }),
      {
        signal: abort.signal,
        onEvent: ({ type }) => {
          if (type !== 'round-end') return;
          rounds += 1;
          setTimeout(() => abort.abort(), 50);
        },
      },
    );
    assert.deepEqual([report.stopReason, report.changed, report.verdict], ['cancelled', true, 'improved']);
    assert.equal(report.original.quality.tier, 'E1');
  });

  it('asks nobody after a cancel', async () => {
    const abort = new AbortController();
    let asked = 0;
    await using server = await startScriptedServer((request) => {
      asked += abort.signal.aborted ? 1 : 0;
      return goodAnswer(request);
    });
    await runModelAt(server, {
      signal: abort.signal,
      onEvent: ({ type }) => {
        if (type === 'round-end') abort.abort();
      },
    });
    assert.equal(asked, 0);
  });

  it('have a sentence for every reason to stop', () => {
    const reasons = [
      'target-reached',
      'converged',
      'max-iterations',
      'no-headroom',
      'budget-calls',
      'budget-tokens',
      'budget-cost',
      'budget-time',
      'cancelled',
      'provider-failed',
    ] as const;
    assert.equal(new Set(reasons.map(describeStopReason)).size, reasons.length);
  });
});

async function cancelWhileWaitingFor(
  role: AskingRole,
): Promise<{ endedAfterMs: number; stopReason: string; abandoned: number }> {
  const abort = new AbortController();
  let cancelledAtMs = 0;
  const script: Script = (request) => {
    if (roleOf(request) !== role || questionOf(request) === 'requirements') return goodAnswer(request);
    setTimeout(() => {
      cancelledAtMs = cancelledAtMs === 0 ? performance.now() : cancelledAtMs;
      abort.abort();
    }, 100);
    return { kind: 'hang', after: 'first-token' };
  };
  await using server = await startScriptedServer(script);
  const { report } = await runModelAt(server, { signal: abort.signal });
  const endedAfterMs = performance.now() - cancelledAtMs;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { endedAfterMs, stopReason: report.stopReason, abandoned: server.abandoned() };
}
