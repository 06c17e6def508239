import assert from 'node:assert/strict';
import { isPromptOpsError, PromptOpsError } from '../../../../src/core/errors.ts';
import type { ResourceLoader } from '../../../../src/core/ports.ts';
import { defaultDetection } from '../../../../src/core/source/detection/detection-settings.ts';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { languageOfPath } from '../../../../src/core/source/languages.ts';
import { createSourceParser } from '../../../../src/core/source/source-parser.ts';
import { grammarLoader } from '../../../support/grammars.ts';

const source = 'systemPrompt = "You are a careful judge of answers, you return JSON."\n';

/** Loads grammars, fails the first `failures` times, and counts. */
function countingLoader(failures: number): ResourceLoader & { readonly loaded: string[] } {
  const loaded: string[] = [];
  let left = failures;
  return {
    loaded,
    load: async (name) => {
      if (name !== 'grammars/web-tree-sitter.wasm') loaded.push(name);
      if (left-- > 0) {
        throw new PromptOpsError({
          reason: 'missing-resource',
          message: 'Gone.',
          nextStep: 'Install again.',
        });
      }
      return grammarLoader.load(name);
    },
  };
}

describe('the source parser', () => {
  it('loads a grammar once, when it is needed, whatever asks at the same time', async () => {
    const loader = countingLoader(0);
    const parser = createSourceParser(loader);
    assert.deepEqual(loader.loaded, []);
    await Promise.all(['a.py', 'b.py', 'c.py'].map((path) => findPrompts({ path, source, parser })));
    assert.deepEqual(loader.loaded, ['grammars/python.wasm']);
  });

  it('says what is missing, and tries again at the next call', async () => {
    const parser = createSourceParser(countingLoader(1));
    await assert.rejects(
      findPrompts({ path: 'a.py', source, parser }),
      (error) => isPromptOpsError(error) && error.reason === 'missing-resource',
    );
    assert.equal((await findPrompts({ path: 'a.py', source, parser })).prompts.length, 1);
  });

  it('refuses languages without a grammar', async () => {
    const language = languageOfPath('a.prompt');
    assert.ok(language);
    await assert.rejects(
      createSourceParser(grammarLoader).parse(language, source),
      (error) => isPromptOpsError(error) && error.reason === 'unsupported-language',
    );
  });

  it('offers less when a person asks for more certainty', async () => {
    const parser = createSourceParser(grammarLoader);
    const strict = await findPrompts({
      path: 'a.py',
      source,
      parser,
      detection: { ...defaultDetection, threshold: 1 },
    });
    assert.equal(strict.prompts.length, 0);
  });
});
