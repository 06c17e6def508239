import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createMemoryCache, type AnswerCache } from '../../src/core/models/cache.ts';
import type { ChatModel, ChatRequest } from '../../src/core/models/chat-model.ts';
import { decorateModel } from '../../src/core/models/decorate-model.ts';
import { createRateLimiter } from '../../src/core/models/rate-limit.ts';
import { createUsageLedger } from '../../src/core/models/usage-ledger.ts';
import { createDiskCache } from '../../src/node/disk-cache.ts';
import { systemClock } from '../../src/node/system.ts';
import { loadTestCounter } from '../support/token-counter.ts';

const calls = 500;
const targetMs = 2;

/** A prompt of 8,000 characters, about 2,000 tokens. */
const content = 'Answer in two sentences. '.repeat(320);

/** Measures what the decorators add to a call: everything but the model itself, which answers at once. */
export async function runModelCallsBench(): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'promptops-bench-'));
  try {
    const disk = createDiskCache({ folder });
    const rows = [
      ['memory, new calls', await measure(createMemoryCache())],
      ['memory and disk, new calls', await measure(disk)],
      ['memory and disk, answers that are in memory', await measure(disk)],
    ] as const;
    await disk.flush();
    const cold = await measure(createDiskCache({ folder }));
    return [
      '## Model calls',
      '',
      `What all decorators (trace, budget, cache, retry, rate limit, timeout) add to a call with a prompt of ${content.length} characters, mean`,
      `of ${calls} calls one after another. Target: under ${targetMs} ms.`,
      '',
      '| cache | ms per call |',
      '| --- | --- |',
      ...[...rows, ['memory and disk, answers that are on the disk', cold] as const].map(
        ([name, ms]) => `| ${name} | ${ms.toFixed(3)} |`,
      ),
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(cache: AnswerCache): Promise<number> {
  const model = decorate(cache);
  const { signal } = new AbortController();
  const asked = (repeat: number): ChatRequest => ({
    messages: [{ role: 'user', content }],
    answer: null,
    temperature: null,
    maxOutputTokens: 100,
    repeat,
  });
  await prepare(model, signal);
  const startedAt = performance.now();
  for (let repeat = 0; repeat < calls; repeat += 1) await model.complete(asked(repeat), { signal });
  return (performance.now() - startedAt) / calls;
}

/** Code that is compiled already is what a run has after its first calls. */
async function prepare(model: ChatModel, signal: AbortSignal): Promise<void> {
  const request = { messages: [], answer: null, temperature: null, maxOutputTokens: 1, repeat: 0 };
  for (let index = 0; index < 20; index += 1) await model.complete(request, { signal });
}

function decorate(cache: AnswerCache): ChatModel {
  const ledger = createUsageLedger({
    budget: { calls: null, tokens: null, costUsd: null, timeMs: 600_000 },
    clock: systemClock,
    counter: loadTestCounter('o200k_base'),
  });
  return decorateModel(instantModel, {
    account: ledger.accountOf({ role: 'proposer', model: 'instant', price: null }),
    cache,
    limiter: createRateLimiter(),
    random: Math.random,
    log: () => undefined,
    onExchange: () => undefined,
  });
}

const instantModel: ChatModel = {
  name: 'instant',
  endpoint: 'https://instant.test/v1',
  complete: (_, { beforeRequest }) => {
    beforeRequest?.();
    return Promise.resolve({
      kind: 'answered',
      text: 'Yes. No.',
      usage: { inputTokens: 2000, cachedInputTokens: 0, outputTokens: 4 },
      finishReason: 'stop',
      latencyMs: 0,
      source: 'model',
    });
  },
};
