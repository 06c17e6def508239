import assert from 'node:assert/strict';
import { compression } from '../../../../src/core/metrics/compression.ts';
import { pairwiseGain } from '../../../../src/core/metrics/pairwise-gain.ts';
import { priorities } from '../../../../src/core/metrics/priority.ts';
import { rubricGain } from '../../../../src/core/metrics/quality-gain.ts';
import { reasoningGainIndex } from '../../../../src/core/metrics/reasoning-gain-index.ts';
import { computeMetrics, verdictOf } from '../../../../src/core/metrics/run-metrics.ts';
import type { MetricsInput } from '../../../../src/core/metrics/run-metrics.ts';
import { scoreStaticQuality } from '../../../../src/core/metrics/static-quality.ts';
import { critiqueByModel } from '../../../../src/core/pcv/judges/critique-by-model.ts';
import { plainStyle } from '../../../../src/core/report/style.ts';
import { reportToText } from '../../../../src/core/report/text-report.ts';
import { verdictSentence } from '../../../../src/core/report/verdict-sentence.ts';
import { reportOf } from '../../../support/run-rules.ts';
import { wordySupportPrompt } from '../../../support/sample-prompts.ts';
import { judgeThat } from '../pcv/judges/test-judges.ts';
import { quality, subject } from './subjects.ts';

/** Each title names what an earlier prototype did; the test shows that it does not come back. */
describe('mistakes of the earlier prototype', () => {
  const reading = { prompt: 'Summarize {text}.', placeholders: ['{text}'] };
  const measured = (text: string, tokens: number) => ({
    ...subject(text),
    tokens,
    quality: scoreStaticQuality(subject(text)),
  });
  const pair = (original: MetricsInput['original'], candidate: MetricsInput['original']): MetricsInput => ({
    original,
    candidate,
    counter: { encoding: 'o200k_base', provenance: 'tokenizer' },
    lambda: 0,
    front: [],
    usage: null,
    price: null,
  });

  it('length / 4 as a tokenizer: the numbers are those of the counter, whatever the length', () => {
    const text = 'Summarize {text} in one sentence.';
    const metrics = computeMetrics(pair(measured(text, 1000), measured(`${text} Be brief.`, 10)));
    assert.equal(metrics.tokens.before, 1000);
    assert.equal(metrics.tokens.after, 10);
    assert.equal(metrics.compression, 99);
  });

  it('a token baseline taken after the first rewrite: the baseline is the prompt as it stood', () => {
    const original = measured('Please kindly translate {text} to French.', 12);
    const firstRewrite = measured('Translate {text} to French.', 8);
    const lastRewrite = measured('Translate to French: {text}', 8);
    assert.equal(computeMetrics(pair(original, lastRewrite)).tokens.before, 12);
    assert.notEqual(
      computeMetrics(pair(original, lastRewrite)).compression,
      computeMetrics(pair(firstRewrite, lastRewrite)).compression,
    );
  });

  it('an unswapped OLD/NEW judge: a judge that always prefers the second text decides nothing', () => {
    const secondIsBetter = { originalFirst: 'B', candidateFirst: 'B' } as const;
    const result = pairwiseGain(Array.from({ length: 20 }, () => secondIsBetter));
    assert.deepEqual(result, { value: 0, positionConsistency: 0, pairs: 20 });
  });

  it('a failed call recorded as four neutral votes: it is missing data', async () => {
    const unreachable = judgeThat(() => ({ failure: 'network' }));
    assert.equal((await critiqueByModel(unreachable, reading)).value, null);
    assert.deepEqual(pairwiseGain([{ originalFirst: null, candidateFirst: null }]).pairs, 0);
  });

  it('an unparsable critic answer counted as "approved, 70": no score comes out of no answer', async () => {
    for (const text of ['Approved.', '{"score": 70}', '']) {
      const { value } = await critiqueByModel(
        judgeThat(() => ({ text })),
        reading,
      );
      assert.equal(value, null, text);
    }
  });

  it('a queue that skipped the worst prompts: the worst one goes first', () => {
    const at = (value: number) => ({
      quality: value,
      callsPerDay: 1,
      tokenShare: 0.2,
      cases: 0,
      costClass: 1 as const,
    });
    assert.deepEqual(
      priorities([at(90), at(0), at(50)]).map((value) => value === 100),
      [false, true, false],
    );
  });

  it('RGI = dQ / max(|dT|, 1e-6): no blow-up at equal length', () => {
    for (const [before, after] of [
      [0, 1],
      [0.2, 0.4],
      [0.999999, 1],
      [1, 0.999999],
    ] as const) {
      assert.ok(Math.abs(reasoningGainIndex(before, after) ?? NaN) <= 1);
    }
  });

  it('"100 % quality gain" for prompts that were skipped: an unchanged prompt gains 0', () => {
    const skipped = measured('Write something good.', 4);
    assert.equal(rubricGain(quality(0), quality(0)).value, 0);
    assert.equal(computeMetrics(pair(skipped, skipped)).qualityGain.value, 0);
    assert.equal(verdictOf({ original: skipped, candidate: skipped }), 'inconclusive');
  });

  it('29 expansions shown as compressions: 13.4 times longer reads as longer', async () => {
    const report = await reportOf(wordySupportPrompt);
    const metrics = { ...report.metrics, compression: compression(100, 1340) };
    assert.match(verdictSentence({ ...report, metrics }), /^Improved and 1240 % longer;/);
    assert.match(reportToText({ ...report, metrics }, plainStyle), /Compression +-1240\.0 % +an expansion/);
  });
});
