import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { renderRuleDocs } from '../../../../scripts/support/render-rule-docs.ts';

describe('docs/rules.md', () => {
  it('says what the rules say: run node scripts/build-rule-docs.ts', () => {
    const docs = readFileSync(new URL('../../../../docs/rules.md', import.meta.url), 'utf8');
    assert.equal(docs, renderRuleDocs());
  });
});
