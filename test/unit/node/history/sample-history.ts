import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteHistory } from '../../../../src/node/history/sqlite-history.ts';
import type { FoundPrompt } from '../../../../src/core/history/history-store.ts';
import type { RunReport } from '../../../../src/core/report/run-report.ts';

export const ORIGINAL = 'You are a very helpful assistant. Please kindly summarise {text}.';
export const REWRITE = 'Summarise {text}.';
export const LONGER = 'You are an assistant. Summarise {text} in five bullet points.';

/** A folder of its own for each test, with histories on the file in it; everything is removed afterwards. */
export interface HistoryLab {
  readonly folder: string;
  readonly file: string;
  readonly notices: string[];
  /** Another connection to the file, as a second window would have. The clock moves on by a second at each look. */
  open(): SqliteHistory;
  dispose(): Promise<void>;
}

export function createHistoryLab(): HistoryLab {
  const folder = mkdtempSync(join(tmpdir(), 'promptops-history-'));
  const file = join(folder, 'storage', 'history.db');
  const notices: string[] = [];
  const opened: SqliteHistory[] = [];
  let now = Date.UTC(2026, 0, 2, 3, 4, 5);
  let number = 0;
  return {
    folder,
    file,
    notices,
    open: () => {
      const window = opened.length;
      const history = new SqliteHistory({
        file,
        clock: { now: () => (now += 1000) },
        ids: { next: () => `${window}-${(number += 1)}` },
        onNotice: (notice) => notices.push(notice),
      });
      opened.push(history);
      return history;
    },
    dispose: async () => {
      await Promise.all(opened.map((history) => history.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function foundPrompt(changes: Partial<FoundPrompt> = {}): FoundPrompt {
  return {
    file: 'src/bot.py',
    line: 3,
    symbolPath: 'SYSTEM',
    name: 'SYSTEM',
    form: 'plain',
    language: 'python',
    text: ORIGINAL,
    ...changes,
  };
}

const DIMENSIONS = {
  clarity: 0.5,
  structure: 0.5,
  constraints: 0.5,
  outputContract: 0.5,
  examples: 0.5,
  consistency: 1,
  economy: 0.25,
};

/** A report of the rules engine: `REWRITE` is the pick, `LONGER` the other member of the front. */
export function runReport(changes: Partial<RunReport> = {}): RunReport {
  const quality = (value: number): RunReport['original']['quality'] => ({
    value,
    tier: 'E0',
    dimensions: DIMENSIONS,
  });
  const member = (
    id: string,
    text: string,
    tokens: number,
    operator: RunReport['front'][number]['operator'],
  ): RunReport['front'][number] => ({
    id,
    text,
    tokens,
    operator,
    quality: quality(60),
    cost: tokens / 14,
    round: 1,
    explanations: [],
  });
  return {
    run: 'run-1',
    engine: 'rules',
    prompt: { file: 'src/bot.py', line: 3, name: 'SYSTEM', form: 'plain' },
    original: { text: ORIGINAL, tokens: 14, quality: quality(55) },
    candidate: { text: REWRITE, tokens: 5, quality: quality(60) },
    changed: true,
    verdict: 'improved',
    stopReason: 'converged',
    iterations: 3,
    metrics: {
      tokens: { before: 14, after: 5, provenance: 'tokenizer', encoding: 'o200k_base' },
      compression: 64.3,
      qualityGain: { value: 5, tier: 'E0', interval: null },
      reasoningGainIndex: { value: null, tier: 'E0' },
      efficiency: 1.5,
      compactness: { before: 0.4, after: 0.9 },
      lambda: { value: 0.35, tradeoff: 27, breakpoints: [0.1] },
      breakEvenCalls: null,
    },
    checks: [{ id: 'placeholders', status: 'passed', detail: '1 of 1 kept.' }],
    explanations: [],
    front: [
      member('a', REWRITE, 5, 'stabilise'),
      member('b', LONGER, 12, 'diverge'),
      member('o', ORIGINAL, 14, 'original'),
    ],
    usage: {
      calls: 0,
      cachedCalls: 0,
      inputTokens: 0,
      outputTokens: 0,
      costUsd: null,
      wallMs: 12,
      criticalPathMs: 12,
    },
    ...changes,
  };
}
