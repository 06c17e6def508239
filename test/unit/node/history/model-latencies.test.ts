import assert from 'node:assert/strict';
import { latencyIn } from '../../../../src/core/models/model-latency.ts';
import type { RunReport } from '../../../../src/core/report/run-report.ts';
import { createHistoryLab, foundPrompt, runReport, type HistoryLab } from './sample-history.ts';

describe('latencies in the history', () => {
  let lab: HistoryLab;
  beforeEach(() => {
    lab = createHistoryLab();
  });
  afterEach(() => lab.dispose());

  it('are those of the calls that went to a model, by role and model, with their range', async () => {
    const history = lab.open();
    const promptId = await history.identify({ prompt: foundPrompt(), others: [] });
    for (const [run, latencyMs] of [
      ['run-1', 1000],
      ['run-2', 3000],
      ['run-3', null],
    ] as const) {
      await history.recordRun({ promptId, report: reportOf(run, latencyMs) });
    }
    await history.recordRun({ promptId, report: runReport({ run: 'rules' }) });
    assert.deepEqual(await history.modelLatencies(), [
      { role: 'critic', model: 'small', runs: 2, meanMs: 1000, lowMs: 500, highMs: 1500 },
      { role: 'proposer', model: 'large', runs: 2, meanMs: 2000, lowMs: 1000, highMs: 3000 },
    ]);
  });

  it('are unknown where nothing was timed', async () => {
    assert.deepEqual(await lab.open().modelLatencies(), []);
  });

  it('of a model stand in for a role that it never had', () => {
    const known = {
      role: 'critic',
      model: 'small',
      runs: 2,
      meanMs: 1000,
      lowMs: 500,
      highMs: 1500,
    } as const;
    const other = { ...known, role: 'verifier', runs: 1 } as const;
    assert.equal(latencyIn('verifier', 'small', [known, other]), other);
    assert.equal(latencyIn('target', 'small', [other, known]), known);
    assert.equal(latencyIn('critic', 'large', [known]), null);
  });
});

function reportOf(run: string, latencyMs: number | null): RunReport {
  const report = runReport({ run, engine: 'openai' });
  const used = { calls: 4, cachedCalls: 0, inputTokens: 10, outputTokens: 10, costUsd: null };
  const role = { ...used, provenance: 'exact' } as const;
  const byRole = [
    { ...role, role: 'proposer', model: 'large', latencyMs },
    { ...role, role: 'critic', model: 'small', latencyMs: latencyMs === null ? null : latencyMs / 2 },
    // Answered by the cache alone.
    { ...role, calls: 0, cachedCalls: 4, role: 'verifier', model: 'small', latencyMs: null },
  ] as const;
  return { ...report, usage: { ...report.usage, ...used, byRole } };
}
