import assert from 'node:assert/strict';
import { sensitiveInBundle, sensitiveInReport } from '../../../../src/core/history/sensitive-texts.ts';
import { reportOf } from '../../../support/run-rules.ts';
import { bundleOfTexts, sampleBundle } from '../../../support/sample-bundle.ts';

const key = `sk-proj-${'a1B2c3D4e5'.repeat(5)}`;
const card = '4539 1488 0343 6467';

describe('secrets and personal data in what leaves', () => {
  it('are found in texts, marks and runs, each once, secrets first, and never repeated', async () => {
    const texts = bundleOfTexts([`Charge ${card}.`, `Use ${key}.`, `Use ${key} always.`]);
    const findings = sensitiveInBundle(texts);
    assert.deepEqual(
      findings.map(({ kind, what, prompts }) => [kind, what, prompts]),
      [
        ['secret', 'An API key stands here', ['SUPPORT_PROMPT']],
        ['personal-data', 'A card number stands here', ['SUPPORT_PROMPT']],
      ],
    );
    assert.doesNotMatch(JSON.stringify(findings), /a1B2c3|1488/);
    const marked = (change: object): number => sensitiveInBundle(bundleOfTexts(['x'], () => change)).length;
    assert.deepEqual(
      [marked({ comment: key }), marked({ name: key }), marked({ note: key }), marked({ tags: [key] })],
      [1, 1, 1, 1],
    );
    const report = await reportOf(`Use the key ${key} for all calls.`);
    assert.equal(sensitiveInReport(report).length, 1);
    const bundle = bundleOfTexts(['x']);
    const prompts = bundle.prompts.map((prompt) => ({ ...prompt, runs: [{ createdAt: 0, report }] }));
    assert.equal(sensitiveInBundle({ ...bundle, prompts }).length, 1);
  });

  it('are not seen where there are none', async () => {
    assert.deepEqual(sensitiveInBundle(await sampleBundle()), []);
  });
});
