import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPromptOpsError, PromptOpsError } from '../../src/core/errors.ts';
import { readCaseSuite } from '../../src/core/evaluation/cases/config/read-case-suite.ts';

const keys = [
  'prompts',
  'tests',
  'vars',
  'assert',
  'type',
  'value',
  'threshold',
  'weight',
  'defaultTest',
  'options',
  '__proto__',
  '<<',
  'assert-set',
];
const texts = [
  'file://../x',
  'file://a.csv',
  'file://self.yaml',
  'regex',
  '(a+)+$',
  'is-json',
  '{{a',
  '{{ a }}',
  'equals',
  'contains-all',
  'NaN',
  '\u0000',
  'exec:x',
  '*',
];

const scalar = fc.oneof(fc.constantFrom(...texts), fc.string(), fc.double(), fc.boolean(), fc.constant(null));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 5 }),
  ),
}));

async function readOrRefuse(source: string): Promise<void> {
  const files = {
    read: async (file: string) => {
      if (file === 'config.yaml' || file === 'self.yaml') return Promise.resolve(source);
      return Promise.reject(
        new PromptOpsError({ reason: 'file-not-found', message: 'Gone.', nextStep: 'Check.' }),
      );
    },
    list: async () => Promise.resolve(['self.yaml']),
  };
  try {
    const { problems, cases } = await readCaseSuite('config.yaml', files);
    for (const { message, place } of problems) assert.ok(message.endsWith('.') && place.line >= 1, message);
    assert.equal(new Set(cases.map(({ id }) => id)).size, cases.length);
  } catch (error) {
    assert.ok(isPromptOpsError(error) && error.message !== '', String(error));
  }
}

describe('reading hostile configurations', function () {
  this.timeout(120_000);

  it('gives a suite or a refusal with a reason for any tree of values', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (prompts, tests) =>
        readOrRefuse(JSON.stringify({ prompts, tests: [tests] })),
      ),
      { seed: 4, numRuns: 500 },
    );
  });

  it('gives a suite or a refusal with a reason for any text', async () => {
    const pieces = fc.constantFrom(
      ...keys,
      ...texts,
      ': ',
      '\n',
      '\n  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '|',
      '>',
      '"',
      "'",
      '#',
      '!!x ',
      '? ',
      ',',
      '\t',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), async (parts) => readOrRefuse(parts.join(''))),
      { seed: 5, numRuns: 500 },
    );
  });

  it('is not held up by long and repetitive ones', async () => {
    for (const unit of ['[', '{a: ', '- ', '? ', '&a ', '!!a ', 'a: ', '"', '\\', '{{', '*a,']) {
      const started = performance.now();
      await readOrRefuse(unit.repeat(500_000 / unit.length));
      assert.ok(performance.now() - started < 20_000, unit);
    }
    await readOrRefuse('x'.repeat(10_000_000));
  });
});
