import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Budget } from '../../src/core/model.ts';
import { createMemoryCache } from '../../src/core/models/cache.ts';
import { failed, type ChatModel, type ChatResult } from '../../src/core/models/chat-model.ts';
import { createRateLimiter } from '../../src/core/models/rate-limit.ts';
import { createTeam } from '../../src/core/pcv/model-engine/model-team.ts';
import { optimizeWithModel } from '../../src/core/pcv/model-engine/optimize-with-model.ts';
import { defaultRunSettings } from '../../src/core/pcv/run-settings.ts';
import { createRandom } from '../../src/core/evaluation/random.ts';
import type { RunReport } from '../../src/core/report/run-report.ts';
import { wordySupportPrompt } from '../support/sample-prompts.ts';
import type { ReceivedRequest } from '../support/scripted-server.ts';
import { roleOf } from '../support/scripted-team.ts';
import { loadTestCounter } from '../support/token-counter.ts';
import { yesCases } from '../support/yes-cases.ts';
import { goodAnswer } from '../unit/core/pcv/model-engine/run-model.ts';

/** US dollars for a token of either kind. */
const tokenPrice = 0.001;
const price = { input: 1_000_000 * tokenPrice, cachedInput: null, output: 1_000_000 * tokenPrice };

/** What an endpoint has seen of a run: requests on the wire, and what they used. */
interface Meter {
  requests: number;
  inFlight: number;
  usedTokens: number;
  /** Tokens of the calls that were under way when a limit was crossed, the one that crossed it included. */
  allowance: number;
  startedTooLate: number;
}

interface Plan {
  readonly budget: Budget;
  readonly seed: number;
  readonly faultRate: number;
  readonly candidates: number;
  readonly schedule: 'overlapped' | 'sequential';
  readonly bothOrders: boolean;
  readonly judgeRepeats: number;
  readonly cases: number;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  budget: fc
    .oneof(
      fc.record({ calls: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ tokens: fc.integer({ min: 1, max: 9000 }) }),
      fc.record({ costUsd: fc.double({ min: 0.001, max: 9, noNaN: true }) }),
      fc.record({ calls: fc.integer({ min: 1, max: 60 }), tokens: fc.integer({ min: 1, max: 9000 }) }),
    )
    .map((limits) => ({ calls: null, tokens: null, costUsd: null, timeMs: null, ...limits })),
  seed: fc.integer({ min: 1, max: 100_000 }),
  faultRate: fc.constantFrom(0, 0.1, 0.5),
  candidates: fc.integer({ min: 1, max: 6 }),
  schedule: fc.constantFrom('overlapped', 'sequential'),
  bothOrders: fc.boolean(),
  judgeRepeats: fc.integer({ min: 1, max: 5 }),
  cases: fc.constantFrom(0, 0, 12),
});

/** A model in this process that answers as others do, at random times and prices, and is as often wrong as it is told. */
function meteredModel({ budget, seed, faultRate }: Plan, meter: Meter): ChatModel {
  const random = createRandom(seed);
  const isOver = (): boolean =>
    (budget.tokens !== null && meter.usedTokens >= budget.tokens) ||
    (budget.costUsd !== null && meter.usedTokens * tokenPrice >= budget.costUsd);
  return {
    name: 'metered',
    endpoint: 'test:',
    complete: async ({ messages, answer }, { signal, beforeRequest }): Promise<ChatResult> => {
      const refusal = beforeRequest?.() ?? null;
      if (refusal !== null) return failed(refusal);
      meter.requests += 1;
      if (isOver()) meter.startedTooLate += 1;
      meter.inFlight += 1;
      await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 4)));
      meter.inFlight -= 1;
      if (signal.aborted) return failed({ reason: 'cancelled', detail: 'Cancelled.' });
      if (random() < faultRate) return failed({ reason: 'network', detail: 'Gone.' });
      const usage = { inputTokens: Math.ceil(random() * 300), cachedInputTokens: 0, outputTokens: 20 };
      const tokens = usage.inputTokens + usage.outputTokens;
      if (isOver()) meter.allowance += tokens;
      else {
        meter.usedTokens += tokens;
        if (isOver()) meter.allowance += tokens;
        return answered(usage);
      }
      meter.usedTokens += tokens;
      return answered(usage);

      function answered(used: typeof usage): ChatResult {
        const format = answer === null ? undefined : { json_schema: { name: answer.name } };
        const body = { model: 'metered', messages, response_format: format };
        const request = { path: '', headers: {}, body } as unknown as ReceivedRequest;
        const reply = roleOf(request) === 'target' ? null : goodAnswer(request);
        const text = reply?.kind === 'answer' ? reply.text : random() < 0.7 ? 'yes' : 'no';
        return { kind: 'answered', text, usage: used, finishReason: 'stop', latencyMs: 1, source: 'model' };
      }
    },
  };
}

async function run(plan: Plan): Promise<{ readonly report: RunReport; readonly meter: Meter }> {
  const meter: Meter = { requests: 0, inFlight: 0, usedTokens: 0, allowance: 0, startedTooLate: 0 };
  const { budget, candidates, schedule, bothOrders, judgeRepeats } = plan;
  const events = optimizeWithModel({
    run: 'test-run',
    prompt: { text: wordySupportPrompt, interpolations: [] },
    location: { file: 'prompt.txt', line: 1, name: null, form: 'file' },
    settings: {
      ...defaultRunSettings,
      engine: 'openai',
      budget,
      candidates,
      schedule,
      bothOrders,
      judgeRepeats,
    },
    counter: loadTestCounter('o200k_base'),
    clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
    reencode: null,
    cases: yesCases(plan.cases),
    signal: new AbortController().signal,
    team: createTeam(
      { provider: meteredModel(plan, meter), limiter: createRateLimiter(), price },
      {
        cache: createMemoryCache(),
        random: () => 0,
        retry: { retries: 2, timeoutRetries: 0, firstDelayMs: 1, longestDelayMs: 2, longestRetryAfterMs: 10 },
      },
    ),
  });
  for await (const event of events) {
    if (event.type === 'run-end') return { report: event.report, meter };
  }
  throw new Error('The run ended without a report.');
}

describe('the budget of a run', () => {
  it('holds whatever the limits, the settings, the faults and the order of the answers', async function () {
    this.timeout(240_000);
    let exhausted = 0;
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { report, meter } = await run(plan);
        const { calls, tokens, costUsd } = plan.budget;
        const { usage, stopReason } = report;
        const used = usage.inputTokens + usage.outputTokens;
        if (stopReason.startsWith('budget-')) exhausted += 1;
        assert.equal(meter.startedTooLate, 0, 'a call started after a limit was used up');
        assert.deepEqual([usage.calls, used], [meter.requests, meter.usedTokens]);
        if (calls !== null) assert.ok(meter.requests <= calls, `${meter.requests} of ${calls} calls`);
        // What was under way when the limit was crossed, and nothing else.
        if (tokens !== null) assert.ok(used < tokens + Math.max(1, meter.allowance));
        if (costUsd !== null) {
          assert.ok((usage.costUsd ?? Infinity) <= costUsd + meter.allowance * tokenPrice + 1e-9);
        }
        assert.equal(meter.inFlight, 0, 'a call outlived its run');
      }),
      { seed: 4, numRuns: 80 },
    );
    assert.ok(exhausted > 30, `${exhausted} runs came to a limit`);
  });
});
