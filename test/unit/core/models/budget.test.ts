import assert from 'node:assert/strict';
import { withBudget } from '../../../../src/core/models/budget.ts';
import { createMemoryCache, withCache } from '../../../../src/core/models/cache.ts';
import type { Price } from '../../../../src/core/metrics/cost.ts';
import { failed, type ChatModel, type ChatResult } from '../../../../src/core/models/chat-model.ts';
import { knownPrice } from '../../../../src/core/models/price-table.ts';
import { withRetry } from '../../../../src/core/models/retry.ts';
import {
  createUsageLedger,
  type LedgerOptions,
  type CallAccount,
  type UsageLedger,
} from '../../../../src/core/models/usage-ledger.ts';
import { loadTestCounter } from '../../../support/token-counter.ts';
import {
  answered,
  fakeModel,
  failing,
  never,
  reasonOf,
  sampleRequest,
  untilCancelled,
} from './fake-model.ts';

const noLimits = { calls: null, tokens: null, costUsd: null, timeMs: null };
const price = { input: 1_000_000, cachedInput: 500_000, output: 2_000_000 };

describe('withBudget', () => {
  it('lets exactly as many calls through as allowed, also side by side', async () => {
    const inner = fakeModel(() => answered('hi'));
    const model = withBudget(inner, ledgerOf({ budget: { ...noLimits, calls: 3 } }));
    const results = await askTimes(model, 5);
    assert.deepEqual(results.sort(), ['answered', 'answered', 'answered', 'budget', 'budget']);
    assert.equal(inner.calls.length, 3);
  });

  it('counts retries as calls', async () => {
    const inner = fakeModel(() => failing('network'));
    const retrying = withRetry(inner, { random: () => 0, pause: () => Promise.resolve() });
    const ledger = ledgerOf({ budget: { ...noLimits, calls: 2 } });
    assert.deepEqual(await askTimes(withBudget(retrying, ledger), 1), ['budget']);
    assert.deepEqual([inner.calls.length, ledger.usage().calls], [2, 2]);
  });

  it('starts nothing once the tokens are used up', async () => {
    const inner = fakeModel(() => answered('hi'));
    const model = withBudget(inner, ledgerOf({ budget: { ...noLimits, tokens: 30 } }));
    assert.deepEqual(await askInSequence(model, 3), ['answered', 'answered', 'budget']);
  });

  it('counts what was used for nothing, reported or not, and once only', async () => {
    const usage = { inputTokens: 10, cachedInputTokens: 0, outputTokens: 5 };
    const cut = { ...failed({ reason: 'length', detail: 'Cut.' }), usage };
    const limited = (reply: ChatResult): readonly [CallAccount & UsageLedger, ChatModel] => {
      const ledger = ledgerOf({ budget: { ...noLimits, tokens: 30 } });
      return [
        ledger,
        withBudget(
          withCache(
            fakeModel(() => reply),
            createMemoryCache(),
          ),
          ledger,
        ),
      ];
    };
    const [reported, model] = limited(cut);
    assert.deepEqual(await askInSequence(model, 3), ['length', 'length', 'budget']);
    assert.deepEqual([reported.usage().inputTokens, reported.usage().outputTokens], [20, 10]);

    const [estimated, silent] = limited(failing('length'));
    assert.deepEqual(await askInSequence(silent, 2), ['length', 'budget']);
    const [row] = estimated.usage().byRole ?? [];
    assert.deepEqual([row?.outputTokens, row?.provenance], [sampleRequest.maxOutputTokens, 'estimate']);

    const [shared, both] = limited(cut);
    await Promise.all(
      [0, 0].map((repeat) => both.complete({ ...sampleRequest, repeat }, { signal: never() })),
    );
    assert.equal(shared.usage().inputTokens, 10);

    const [nothing, unreachable] = limited(failing('network'));
    await askInSequence(unreachable, 2);
    assert.equal(nothing.usage().inputTokens, 0);
  });

  it('starts nothing once the money is used up', async () => {
    const ledger = ledgerOf({ budget: { ...noLimits, costUsd: 20 }, price });
    const inner = fakeModel(() => answered('hi'));
    assert.deepEqual(await askInSequence(withBudget(inner, ledger), 2), ['answered', 'budget']);
    assert.equal(ledger.usage().costUsd, 20);
  });

  it('holds answers of the cache back in no case, and counts them apart', async () => {
    const inner = fakeModel(() => answered('hi'));
    const ledger = ledgerOf({ budget: { ...noLimits, calls: 1 } });
    const model = withBudget(withCache(inner, createMemoryCache()), ledger);
    for (const expected of ['answered', 'answered']) {
      assert.equal(reasonOf(await model.complete(sampleRequest, { signal: never() })), expected);
    }
    const { calls, cachedCalls, inputTokens, outputTokens } = ledger.usage();
    assert.deepEqual(
      { calls, cachedCalls, inputTokens, outputTokens },
      { calls: 1, cachedCalls: 1, inputTokens: 10, outputTokens: 5 },
    );
  });

  it('ends calls that are under way when the time is up', async () => {
    const inner = fakeModel((_, call) => untilCancelled(call));
    const model = withBudget(inner, ledgerOf({ budget: { ...noLimits, timeMs: 30 } }));
    const startedAt = performance.now();
    assert.deepEqual(await askTimes(model, 2), ['budget', 'budget']);
    assert.ok(performance.now() - startedAt < 1000);
    assert.deepEqual(await askTimes(model, 1), ['budget']);
    assert.equal(inner.calls.length, 2);
  });

  it('knows no end for a limit beyond what timers hold', async () => {
    const inner = fakeModel(() => new Promise((resolve) => setTimeout(() => resolve(answered('hi')), 20)));
    const model = withBudget(inner, ledgerOf({ budget: { ...noLimits, timeMs: 1e12 } }));
    assert.deepEqual(await askTimes(model, 1), ['answered']);
  });

  it('calls a cancelled call cancelled, not overdue', async () => {
    const inner = fakeModel((_, call) => untilCancelled(call));
    const model = withBudget(inner, ledgerOf({ budget: { ...noLimits, timeMs: 5000 } }));
    const abort = new AbortController();
    const pending = model.complete(sampleRequest, { signal: abort.signal });
    abort.abort();
    assert.equal(reasonOf(await pending), 'cancelled');
  });
});

describe('the ledger', () => {
  it('has no cost without a price', () => {
    const ledger = ledgerOf({});
    ledger.countAnswer(sampleRequest, answered('hi'));
    assert.equal(ledger.usage().costUsd, null);
  });

  it('prices input, cached input and output apart', () => {
    const ledger = ledgerOf({ price });
    const usage = { inputTokens: 3, cachedInputTokens: 2, outputTokens: 5 };
    ledger.countAnswer(sampleRequest, answered('hi', { usage }));
    assert.equal(ledger.usage().costUsd, 1 + 2 * 0.5 + 5 * 2);
  });

  it('counts the tokens itself where the endpoint reports none', () => {
    const ledger = ledgerOf({});
    const counter = loadTestCounter('o200k_base');
    ledger.countAnswer(sampleRequest, answered('hi there', { usage: null }));
    const { inputTokens, outputTokens } = ledger.usage();
    assert.deepEqual([inputTokens, outputTokens], [counter.count('Hello'), counter.count('hi there')]);
  });
});

describe('the table of prices', () => {
  it('knows models and their dated snapshots at OpenAI alone', () => {
    const origin = 'https://api.openai.com';
    const known = knownPrice({ origin, model: 'gpt-4.1-mini' });
    assert.deepEqual(known, { input: 0.4, cachedInput: 0.1, output: 1.6 });
    assert.deepEqual(knownPrice({ origin, model: 'gpt-4.1-mini-2025-04-14' }), known);
    assert.equal(knownPrice({ origin, model: 'gpt-4.1-mini-preview' }), null);
    assert.equal(knownPrice({ origin: 'https://openrouter.ai', model: 'gpt-4.1-mini' }), null);
  });
});

type OneAccount = UsageLedger & CallAccount;

/** A ledger with one account. */
function ledgerOf({
  price = null,
  ...options
}: Partial<LedgerOptions & { price: Price | null }>): OneAccount {
  const ledger = createUsageLedger({
    budget: noLimits,
    clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
    counter: loadTestCounter('o200k_base'),
    ...options,
  });
  return { ...ledger, ...ledger.accountOf({ role: 'proposer', model: 'tiny', price }) };
}

function askTimes(model: ChatModel, times: number): Promise<string[]> {
  const repeats = Array.from({ length: times }, (_, repeat) => repeat);
  return Promise.all(
    repeats.map(async (repeat) =>
      reasonOf(await model.complete({ ...sampleRequest, repeat }, { signal: never() })),
    ),
  );
}

async function askInSequence(model: ChatModel, times: number): Promise<string[]> {
  const reasons: string[] = [];
  for (let repeat = 0; repeat < times; repeat += 1) {
    reasons.push(reasonOf(await model.complete({ ...sampleRequest, repeat }, { signal: never() })));
  }
  return reasons;
}
