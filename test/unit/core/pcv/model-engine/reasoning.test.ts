import assert from 'node:assert/strict';
import { createMemoryCache } from '../../../../../src/core/models/cache.ts';
import { forecastRun } from '../../../../../src/core/pcv/forecast.ts';
import { defaultRunSettings } from '../../../../../src/core/pcv/run-settings.ts';
import { evidenceSentences } from '../../../../../src/core/report/evidence-text.ts';
import { runReportSchema } from '../../../../../src/core/report/run-report.ts';
import { wordySupportPrompt } from '../../../../support/sample-prompts.ts';
import {
  startScriptedServer,
  type ReceivedRequest,
  type Script,
} from '../../../../support/scripted-server.ts';
import { fieldsOf, questionOf, roleOf } from '../../../../support/scripted-team.ts';
import { runModel, runModelAt, tidyRewrite } from './run-model.ts';
import { better, caseIndex, casesOf, isOriginal, worse } from './sample-cases.ts';

describe('a run with cases, of a prompt that asks for reasoning', () => {
  const text = `${wordySupportPrompt}\nThink step by step before you answer.`;
  const stepwise: Script = (request, index) => {
    if (roleOf(request) === 'proposer') {
      return {
        kind: 'answer',
        text: JSON.stringify({ prompt: `${tidyRewrite}\nThink step by step.`, reasons: [] }),
      };
    }
    if (roleOf(request) !== 'target') return better(request, index);
    const says = isOriginal(request) && caseIndex(request) % 2 !== 0 ? 'no' : 'yes';
    return { kind: 'answer', text: isOriginal(request) ? says : `${says}, because it is asked for` };
  };
  const settings = { operators: ['stabilise'], iterations: 3 } as const;
  const ratings = (requests: readonly ReceivedRequest[]): number =>
    requests.filter((request) => questionOf(request) === 'reasoning').length;

  it('rates the reasoning in outputs of kept cases, tier E2, and no more than was asked for', async () => {
    const { report, requests } = await runModel(stepwise, { text, cases: casesOf(40), settings });
    assert.deepEqual(report.evidence?.cases?.reasoning, {
      before: 0.5,
      after: 0.75,
      cases: 12,
      missing: 0,
    });
    assert.deepEqual(report.metrics.reasoningGainIndex, { value: 0.5, tier: 'E2' });
    assert.equal(ratings(requests), 24);
    assert.match(
      evidenceSentences(report).join(' '),
      /Reasoning in the outputs of 12 kept cases: 0\.50 before, 0\.75 after/,
    );
    runReportSchema.parse(report);
  });

  it('shows each output alone, beside the request as it was before', async () => {
    const { requests } = await runModel(stepwise, { text, cases: casesOf(40), settings });
    for (const request of requests.filter((one) => questionOf(one) === 'reasoning')) {
      const { task, output } = fieldsOf(request);
      assert.match(String(task), /Due to the fact that.+Question \d+\./su);
      assert.match(String(output), /^(?:yes|no)/u);
    }
  });

  it('asks nobody when it is told to, nor for a prompt without reasoning, nor for what is turned down', async () => {
    const none = await runModel(stepwise, {
      text,
      cases: casesOf(40),
      settings: { ...settings, reasoningCases: 0 },
    });
    assert.deepEqual([ratings(none.requests), none.report.metrics.reasoningGainIndex.tier], [0, 'E0']);
    const plain = await runModel(better, {
      text: 'Translate {{message}} for {{company}}. Due to the fact that it is short, be brief.',
      cases: casesOf(40),
    });
    assert.equal(ratings(plain.requests), 0);
    const lost = await runModel(worse, { text, cases: casesOf(40) });
    assert.equal(ratings(lost.requests), 0);
  });

  it('counts a rating that failed for nothing, and leaves the static index when too many do', async () => {
    const failing = (share: number): Script => {
      let number = 0;
      return (request, index) => {
        if (questionOf(request) !== 'reasoning') return stepwise(request, index);
        number += 1;
        return number % share === 0 ? { kind: 'answer', text: '{"validity": 7}' } : stepwise(request, index);
      };
    };
    const one = await runModel(failing(20), { text, cases: casesOf(40), settings });
    assert.deepEqual(one.report.evidence?.cases?.reasoning, {
      before: 0.5,
      after: 0.75,
      cases: 11,
      missing: 1,
    });
    assert.deepEqual(one.report.metrics.reasoningGainIndex, { value: 0.5, tier: 'E2' });
    const many = await runModel(failing(2), { text, cases: casesOf(40), settings });
    assert.equal(many.report.evidence?.cases?.reasoning?.before, null);
    assert.equal(many.report.metrics.reasoningGainIndex.tier, 'E0');
  });

  it('says n/a where no output needs steps', async () => {
    const { report } = await runModel(
      (request, index) =>
        questionOf(request) === 'reasoning'
          ? {
              kind: 'answer',
              text: JSON.stringify({
                hasReasoning: false,
                validity: 0,
                informativeness: 0,
                coverage: 0,
                consistency: 0,
              }),
            }
          : stepwise(request, index),
      { text, cases: casesOf(40), settings },
    );
    assert.deepEqual(report.metrics.reasoningGainIndex, { value: null, tier: 'E2' });
  });

  it('asks for no rating a second time, and keeps to the budget of calls', async () => {
    await using server = await startScriptedServer(stepwise);
    const options = { text, cases: casesOf(40), settings, access: { cache: createMemoryCache() } };
    const first = await runModelAt(server, options);
    const second = await runModelAt(server, options);
    assert.deepEqual(
      [second.report.usage.calls, second.report.metrics.reasoningGainIndex],
      [0, first.report.metrics.reasoningGainIndex],
    );
    const calls = first.report.usage.calls - 6;
    const short = await runModel(stepwise, {
      text,
      cases: casesOf(40),
      settings: { ...settings, budget: { calls, tokens: null, costUsd: null, timeMs: null } },
    });
    assert.ok(short.report.usage.calls <= calls, `${short.report.usage.calls} of ${calls}`);
    assert.notEqual(short.report.evidence?.cases?.reasoning?.missing, 0);
  });

  it('is part of the forecast', () => {
    const forecastOf = (reasoningCases: number): number => {
      const price = null;
      return forecastRun({
        settings: { ...defaultRunSettings, engine: 'openai' },
        tokens: 100,
        prices: { proposer: price, critic: price, verifier: price, target: price },
        cases: { search: 16, holdout: 24, tokens: 20, judgementsPerOutput: 0, reasoningCases },
        latencies: { proposer: price, critic: price, verifier: price, target: price },
      }).calls.expected;
    };
    assert.equal(forecastOf(12) - forecastOf(0), 24);
  });
});
