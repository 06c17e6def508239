import assert from 'node:assert/strict';
import { parseOptions } from '../../../scripts/support/parse-options.ts';

const usage = 'npm start -- [--no-editor]';
const options = { 'no-editor': { type: 'boolean', default: false } } as const;

describe('parseOptions', () => {
  it('reads known options', () => {
    assert.equal(parseOptions(usage, { args: ['--no-editor'], options }).values['no-editor'], true);
    assert.equal(parseOptions(usage, { args: [], options }).values['no-editor'], false);
  });

  for (const [args, what] of [
    [['--nope'], "Unknown option '--nope'"],
    [['--no-editor=1'], "Option '--no-editor' does not take an argument"],
    [['extra'], "Unexpected argument 'extra'"],
  ] as const) {
    it(`answers ${args.join(' ')} with one line that ends with the usage`, () => {
      assert.throws(() => parseOptions(usage, { args: [...args], options }), {
        name: 'SetupError',
        message: `${what}. Usage: ${usage}`,
      });
    });
  }
});
