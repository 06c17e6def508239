import assert from 'node:assert/strict';
import { readCases } from './oracle/fixture-cases.ts';

describe('literals of other languages', () => {
  for (const file of [
    'go/forms.go',
    'java/Forms.java',
    'kotlin/Forms.kt',
    'toml/forms.toml',
    'rust/forms.rs',
    'ruby/forms.rb',
    'php/forms.php',
  ]) {
    it(`have the value that the language itself printed: ${file}`, async () => {
      const { literals, printed } = await readCases(file);
      assert.deepEqual(
        literals.map(({ text }) => text),
        printed,
      );
    });
  }
});
