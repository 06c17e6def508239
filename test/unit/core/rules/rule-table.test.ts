import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { ruleById, rules } from '../../../../src/core/rules/rule-table.ts';

describe('the table of rules', () => {
  it('has ids in order and names of their own', () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort());
    assert.equal(new Set(ids).size, rules.length);
    assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length);
  });

  it('holds every rule of the folder, in a file of the name of the rule', () => {
    const folder = new URL('../../../../src/core/rules/', import.meta.url);
    const files = readdirSync(folder).filter((file) =>
      /: Rule = \{/u.test(file.endsWith('.ts') ? readFileSync(new URL(file, folder), 'utf8') : ''),
    );
    assert.deepEqual(files.sort(), rules.map(({ name }) => `${name}.ts`).sort());
  });

  it('covers the seven categories and finds a rule by its id', () => {
    assert.equal(new Set(rules.map(({ category }) => category)).size, 7);
    assert.equal(ruleById('PO001')?.name, 'politeness');
    assert.equal(ruleById('PO999'), undefined);
  });
});
