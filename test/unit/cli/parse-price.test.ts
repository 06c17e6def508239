import assert from 'node:assert/strict';
import { addPrice } from '../../../src/cli/parse-price.ts';

describe('a price on the command line', () => {
  it('is of input, output and, where it differs, cached input', () => {
    const prices = addPrice('a:b=c=2,8,0.5', addPrice('llama3.2=0,0'));
    assert.deepEqual(prices, {
      'llama3.2': { input: 0, cachedInput: null, output: 0 },
      'a:b=c': { input: 2, cachedInput: 0.5, output: 8 },
    });
  });

  for (const value of [
    '',
    'tiny',
    '=1,2',
    'tiny=',
    'tiny=1',
    'tiny=1,2,3,4',
    'tiny=-1,2',
    'tiny=1,x',
    'tiny=1,Infinity',
  ]) {
    it(`is refused as ${JSON.stringify(value)}`, () => {
      assert.throws(() => addPrice(value), /It must be MODEL=INPUT,OUTPUT/u);
    });
  }
});
