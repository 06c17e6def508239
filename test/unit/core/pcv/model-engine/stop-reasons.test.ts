import assert from 'node:assert/strict';
import type { Budget, StopReason } from '../../../../../src/core/model.ts';
import { describeStopReason } from '../../../../../src/core/pcv/stop.ts';
import { reportToHtml } from '../../../../../src/core/report/html-report.ts';
import { reportToMarkdown } from '../../../../../src/core/report/markdown-report.ts';
import { stopReasonSchema } from '../../../../../src/core/report/run-report.ts';
import { reportToText } from '../../../../../src/core/report/text-report.ts';
import { plainStyle } from '../../../../../src/core/report/style.ts';
import { stopSentence } from '../../../../../webview/wording.ts';
import type { Script } from '../../../../support/scripted-server.ts';
import { roleOf } from '../../../../support/scripted-team.ts';
import { yesCases } from '../../../../support/yes-cases.ts';
import { goodAnswer, goodModel, runModel, type FinishedRun } from './run-model.ts';

const noLimits: Budget = { calls: null, tokens: null, costUsd: null, timeMs: null };
const price = { input: 1000, cachedInput: null, output: 1000 };

const limited = (budget: Partial<Budget>): Promise<FinishedRun> =>
  runModel(goodModel, { settings: { budget: { ...noLimits, ...budget } }, access: { price } });

const slow: Script = (request) => ({ ...goodAnswer(request), delayMs: 150 }) as ReturnType<Script>;

const alwaysRight: Script = (request) =>
  roleOf(request) === 'target' ? { kind: 'answer', text: 'yes' } : goodAnswer(request);

const easyCases = yesCases(12);

async function cancelledRun(): Promise<FinishedRun> {
  const abort = new AbortController();
  const onEvent = ({ type }: { readonly type: string }): void => {
    if (type === 'round-end') abort.abort();
  };
  return runModel(goodModel, { signal: abort.signal, onEvent });
}

/** A run for every way in which one can end. */
const runs: Readonly<Record<StopReason, () => Promise<FinishedRun>>> = {
  'target-reached': () => runModel(goodModel, { settings: { targetQuality: 1 } }),
  converged: () => runModel(goodModel),
  'max-iterations': () => runModel(goodModel, { settings: { iterations: 3, patience: 5 } }),
  'no-headroom': () => runModel(alwaysRight, { cases: easyCases }),
  'budget-calls': () => limited({ calls: 5 }),
  'budget-tokens': () => limited({ tokens: 500 }),
  'budget-cost': () => limited({ costUsd: 0.5 }),
  'budget-time': () => runModel(slow, { settings: { budget: { ...noLimits, timeMs: 400 } } }),
  cancelled: cancelledRun,
  'provider-failed': () => runModel(() => ({ kind: 'status', status: 401 })),
};

describe('the end of a run', () => {
  for (const reason of stopReasonSchema.options) {
    it(`is ${reason} in one sentence of its own: in the panel, in the terminal and in documents`, async () => {
      const { report, events } = await runs[reason]();
      assert.equal(report.stopReason, reason);
      assert.equal(events.filter(({ type }) => type === 'run-end').length, 1);
      const sentence = describeStopReason(reason);
      assert.equal(stopSentence(reason), sentence);
      assert.ok(reportToText(report, plainStyle).replaceAll(/\s+/g, ' ').includes(sentence));
      assert.ok(reportToMarkdown(report).includes(sentence));
      assert.ok(reportToHtml(report).includes(sentence));
      const others = stopReasonSchema.options.filter((other) => other !== reason).map(describeStopReason);
      assert.ok(!others.includes(sentence));
    });
  }
});
