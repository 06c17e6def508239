import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { createSourceParser } from '../../../../src/core/source/source-parser.ts';
import { grammarLoader } from '../../../support/grammars.ts';
import { firstDifference, partsOfLiterals } from './oracle/compare-literals.ts';
import { askPython } from './oracle/python-oracle.ts';
import { askTypescript } from './oracle/typescript-oracle.ts';

const parser = createSourceParser(grammarLoader);
const fixtures = new URL('../../../fixtures/source/', import.meta.url);

async function decodedParts(path: string, source: string): Promise<(string | null)[][]> {
  const { literals } = await findPrompts({ path, source, parser, includeAll: true });
  return partsOfLiterals(literals ?? []);
}

/** The same file as it may be saved elsewhere. */
function variantsOf(source: string): Record<string, string> {
  return { 'as it is': source, CRLF: source.replace(/\n/g, '\r\n'), BOM: `\ufeff${source}` };
}

describe('decoding literals', () => {
  const python = readFileSync(new URL('python/forms.py', fixtures), 'utf8');
  for (const [variant, source] of Object.entries(variantsOf(python))) {
    it(`agrees with Python on every literal of the fixture, ${variant}`, async () => {
      const [oracle] = askPython([source]);
      assert.ok(oracle);
      assert.equal(firstDifference(await decodedParts('forms.py', source), oracle, 0), null);
    });
  }

  for (const name of ['forms.ts', 'markup.tsx']) {
    const typescript = readFileSync(new URL(`typescript/${name}`, fixtures), 'utf8');
    for (const [variant, source] of Object.entries(variantsOf(typescript))) {
      it(`agrees with the TypeScript compiler on every literal of ${name}, ${variant}`, async () => {
        const oracle = askTypescript(source, name);
        assert.ok(oracle);
        assert.equal(firstDifference(await decodedParts(name, source), oracle, 0), null);
      });
    }
  }
});
