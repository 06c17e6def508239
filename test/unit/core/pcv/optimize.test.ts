import assert from 'node:assert/strict';
import { checkContract, isIntact } from '../../../../src/core/contract/check-contract.ts';
import { extractContract } from '../../../../src/core/contract/contract.ts';
import type { RunEvent } from '../../../../src/core/pcv/events.ts';
import { leastCpuMs } from '../../../support/cpu-time.ts';
import { reportOf, runRules } from '../../../support/run-rules.ts';
import { tidyPrompt, wordySupportPrompt } from '../../../support/sample-prompts.ts';
import { loadTestCounter } from '../../../support/token-counter.ts';

describe('optimize with the rules engine', () => {
  it('yields run-start first, then whole rounds, then run-end', async () => {
    const types = await eventTypes(wordySupportPrompt);
    assert.equal(types[0], 'run-start');
    assert.equal(types.at(-1), 'run-end');
    assert.ok(types.filter((type) => type === 'round-start').length >= 3);
    assert.deepEqual(
      types.filter((type) => type === 'round-start').length,
      types.filter((type) => type === 'round-end').length,
    );
  });

  it('finds a better text, keeps the contract and explains every hunk', async () => {
    const report = await reportOf(wordySupportPrompt);
    assert.equal(report.verdict, 'improved');
    assert.equal(report.changed, true);
    assert.ok(report.candidate !== null && report.candidate.tokens < report.original.tokens);
    const contract = extractContract({ text: wordySupportPrompt, interpolations: [] });
    assert.ok(isIntact(checkContract(contract, report.candidate.text)));
    assert.ok(report.explanations.length > 0);
    assert.deepEqual(
      report.explanations.filter(({ why, rule }) => why === '' || rule === null),
      [],
    );
  });

  it('explains with hunks that rebuild the candidate from the original', async () => {
    const { original, candidate, explanations } = await reportOf(wordySupportPrompt);
    const rebuilt = explanations.reduceRight(
      (text, { beforeSpan, after }) => text.slice(0, beforeSpan.start) + after + text.slice(beforeSpan.end),
      original.text,
    );
    assert.equal(rebuilt, candidate?.text);
  });

  it('says for each hunk what it alone does to the tokens of the whole prompt', async () => {
    const counter = loadTestCounter('o200k_base');
    const { original, explanations } = await reportOf(wordySupportPrompt);
    for (const { beforeSpan, after, tokensDelta } of explanations) {
      const alone = original.text.slice(0, beforeSpan.start) + after + original.text.slice(beforeSpan.end);
      assert.equal(tokensDelta, counter.count(alone) - original.tokens);
    }
  });

  it('gives the same events every time', async () => {
    assert.deepEqual(await events(wordySupportPrompt), await events(wordySupportPrompt));
  });

  it('ends with no-headroom after no round when no rule has a fix', async () => {
    const report = await reportOf(tidyPrompt);
    assert.deepEqual(
      [report.stopReason, report.iterations, report.changed, report.candidate, report.verdict],
      ['no-headroom', 0, false, null, 'inconclusive'],
    );
  });

  it('changes nothing more when its own result is optimized', async () => {
    const first = await reportOf(wordySupportPrompt);
    const second = await reportOf(first.candidate?.text ?? '');
    assert.equal(second.changed, false);
  });

  it('runs no more rounds than it may', async () => {
    const report = await reportOf(wordySupportPrompt, { settings: { iterations: 3, patience: 10 } });
    assert.deepEqual([report.iterations, report.stopReason], [3, 'max-iterations']);
  });

  it('stops when the target quality is reached', async () => {
    const report = await reportOf(wordySupportPrompt, { settings: { targetQuality: 1 } });
    assert.deepEqual([report.iterations, report.stopReason], [1, 'target-reached']);
    assert.equal(report.changed, true);
  });

  it('keeps the best so far when it is cancelled', async () => {
    const abort = new AbortController();
    let stopReason = '';
    let changed = false;
    for await (const event of runRules(wordySupportPrompt, { signal: abort.signal })) {
      if (event.type === 'round-end') abort.abort();
      if (event.type === 'run-end') ({ stopReason, changed } = event.report);
    }
    assert.deepEqual({ stopReason, changed }, { stopReason: 'cancelled', changed: true });
  });

  it('is cancelled before the first round by a signal that was aborted already', async () => {
    const report = await reportOf(wordySupportPrompt, { signal: AbortSignal.abort() });
    assert.deepEqual([report.stopReason, report.iterations, report.changed], ['cancelled', 0, false]);
  });

  it('keeps the best so far when its time is used up', async () => {
    let now = 0;
    const clock = { now: () => now, monotonicMs: () => (now += 40) };
    const budget = { calls: null, tokens: null, costUsd: null, timeMs: 200 };
    const report = await reportOf(wordySupportPrompt, { clock, settings: { budget } });
    assert.equal(report.stopReason, 'budget-time');
    assert.equal(report.changed, true);
  });

  it('never picks a dearer text at a higher lambda', async () => {
    const costs: number[] = [];
    for (const lambda of [0, 0.1, 0.35, 1, 5, 100]) {
      const report = await reportOf(wordySupportPrompt, { settings: { lambda } });
      costs.push((report.candidate ?? report.original).tokens);
    }
    assert.deepEqual(
      costs,
      [...costs].sort((a, b) => b - a),
    );
  });

  it('keeps the code of the host language where it stands in the text', async () => {
    const text =
      'Please make sure to greet ${user.name} in order to be polite. Please be kind to ${user.name}.';
    const interpolations = [...text.matchAll(/\$\{user\.name\}/gu)].map(({ index }) => ({
      start: index,
      end: index + '${user.name}'.length,
    }));
    const report = await reportOf(text, { interpolations });
    assert.equal(report.candidate?.text.split('${user.name}').length, 3);
  });

  it('takes 250,000 characters in under 2 s', async () => {
    const paragraph = `${wordySupportPrompt}\nItem number {{n}}: please look at it in order to decide.\n\n`;
    const pages = Array.from({ length: 600 }, (_, index) => paragraph.replaceAll('{{n}}', String(index)));
    const text = pages.join('').slice(0, 250_000);
    let changed = false;
    const cpuMs = await leastCpuMs(async () => ({ changed } = await reportOf(text)));
    assert.equal(changed, true);
    assert.ok(cpuMs < 2000, `${Math.round(cpuMs)} ms`);
  });
});

async function events(text: string): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of runRules(text)) all.push(event);
  return all;
}

async function eventTypes(text: string): Promise<string[]> {
  return (await events(text)).map(({ type }) => type);
}
