import assert from 'node:assert/strict';
import { expandBraces } from '../../../../src/core/files/glob.ts';
import {
  conditionsOf,
  escapeGlob,
  excludeGlob,
  excludingSiblings,
} from '../../../../src/vscode/prompts-view/exclude-glob.ts';

describe('excludeGlob', () => {
  it('joins what the settings exclude and leaves out what they do not', () => {
    const files = { '**/.git': true, '**/*.js': { when: '$(basename).ts' }, '**/kept': false };
    const search = { '**/node_modules': true, '**/.git': true };
    assert.equal(excludeGlob([files, search], ['**/dist']), '{**/dist,**/.git,**/node_modules}');
  });

  it('holds no braces within its braces', () => {
    assert.equal(excludeGlob([{ '**/{a,b/{c,d}}/*.py': true }], []), '{**/a/*.py,**/b/c/*.py,**/b/d/*.py}');
  });
});

describe('expandBraces', () => {
  it('leaves a glob without braces alone', () => {
    assert.deepEqual(expandBraces('**/a[0-9]'), ['**/a[0-9]']);
  });

  it('drops a glob whose braces do not close, and one that would explode', () => {
    assert.deepEqual(expandBraces('**/{a,b'), []);
    assert.deepEqual(expandBraces('{a,b}'.repeat(30)), []);
    assert.deepEqual(expandBraces('{'.repeat(50_000)), []);
  });
});

describe('escapeGlob', () => {
  it('takes the meaning from every character of a glob', () => {
    assert.equal(escapeGlob('a/[b]{c}*?.py'), 'a/[[]b[]][{]c[}][*][?].py');
  });
});

describe('conditions on siblings', () => {
  it('name the file whose presence excludes another', () => {
    const conditions = conditionsOf([
      {
        '**/*.js': { when: '$(basename).ts' },
        '**/a.py': { when: 'b.py' },
        '**/x': true,
        '**/y': { when: 1 },
      },
    ]);
    assert.deepEqual(excludingSiblings(conditions, 'src/a.test.js'), ['src/a.test.ts']);
    assert.deepEqual(excludingSiblings(conditions, 'a.py'), ['b.py']);
    assert.deepEqual(excludingSiblings(conditions, 'src/a.ts'), []);
  });
});
