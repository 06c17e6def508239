import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { provenanceFor, tokenSourceOf } from '../../../../src/core/tokens/provenance.ts';

const registryFile = createRequire(import.meta.url).resolve('tiktoken/model_to_encoding.json');

describe('token source of a model', () => {
  it('agrees with the registry of tiktoken on every model', () => {
    const registry = JSON.parse(readFileSync(registryFile, 'utf8')) as Record<string, string>;
    for (const [model, encoding] of Object.entries(registry)) {
      const source = tokenSourceOf(model);
      if (encoding === 'cl100k_base' || encoding === 'o200k_base') {
        assert.deepEqual({ model, ...source }, { model, ...exactly(encoding) });
      } else {
        assert.equal(source.provenance, 'estimate', model);
      }
    }
  });

  it('knows models behind a vendor prefix, a fine-tuning and a later version', () => {
    for (const model of [
      'openai/gpt-4o',
      'ft:gpt-4o-mini:team::id',
      'GPT-4.1',
      'gpt-5.2-codex',
      'o4-mini',
      'gpt-oss-20b',
    ]) {
      assert.deepEqual(tokenSourceOf(model), exactly('o200k_base'), model);
    }
    assert.deepEqual(tokenSourceOf('azure/gpt-35-turbo-16k'), exactly('cl100k_base'));
  });

  it('estimates for models whose tokenizer it does not have', () => {
    for (const model of [
      'claude-sonnet-4',
      'gemini-2.5-pro',
      'llama-3.3-70b',
      'gpt-4x',
      'o',
      'o10',
      'gpt-6',
      '',
      'ft:',
    ]) {
      assert.deepEqual(
        tokenSourceOf(model),
        { encoding: 'o200k_base', provenance: 'estimate', band: { low: 0.85, high: 1.4 } },
        model,
      );
    }
  });

  it('is an estimate for a model that cuts texts by another encoding', () => {
    assert.equal(provenanceFor(null, 'cl100k_base'), 'tokenizer');
    assert.equal(provenanceFor('gpt-4o', 'o200k_base'), 'tokenizer');
    assert.equal(provenanceFor('gpt-4o', 'cl100k_base'), 'estimate');
    assert.equal(provenanceFor('claude-sonnet-4', 'o200k_base'), 'estimate');
  });
});

function exactly(encoding: string): object {
  return { encoding, provenance: 'tokenizer', band: { low: 1, high: 1 } };
}
