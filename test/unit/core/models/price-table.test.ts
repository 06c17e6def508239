import assert from 'node:assert/strict';
import { knownPrice, pricesCheckedOn } from '../../../../src/core/models/price-table.ts';

const origin = 'https://api.openai.com';

describe('the prices of models', () => {
  it('are those of the dated table, snapshots included', () => {
    assert.match(pricesCheckedOn, /^20\d\d-[01]\d$/);
    const price = { input: 2.5, cachedInput: 1.25, output: 10 };
    assert.deepEqual(knownPrice({ origin, model: 'gpt-4o' }), price);
    assert.deepEqual(knownPrice({ origin, model: 'gpt-4o-2026-01-31' }), price);
  });

  it('are unknown for other names and other endpoints', () => {
    assert.equal(knownPrice({ origin, model: 'gpt-4o-of-mine' }), null);
    assert.equal(knownPrice({ origin, model: 'constructor' }), null);
    assert.equal(knownPrice({ origin: 'https://openrouter.ai', model: 'gpt-4o' }), null);
  });

  it('can be said by the person, before the table and for any endpoint', () => {
    const own = { 'gpt-4o': { input: 1, cachedInput: null, output: 2 } };
    assert.deepEqual(knownPrice({ origin, model: 'gpt-4o', own }), own['gpt-4o']);
    assert.deepEqual(knownPrice({ origin: 'http://localhost:1234', model: 'gpt-4o', own }), own['gpt-4o']);
    assert.equal(knownPrice({ origin: 'http://localhost:1234', model: 'toString', own }), null);
  });
});
