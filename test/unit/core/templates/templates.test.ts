import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { readdirSync, readFileSync } from 'node:fs';
import { extractContract } from '../../../../src/core/contract/contract.ts';
import { createRuleContext, findFindings } from '../../../../src/core/rules/find-findings.ts';
import { fillTemplate, quotingOf, templateSnippet } from '../../../../src/core/templates/fill-template.ts';
import { searchTemplates } from '../../../../src/core/templates/search-templates.ts';
import { parseTemplate, type PromptTemplate } from '../../../../src/core/templates/template.ts';
import { templateId, writeTemplate } from '../../../../src/core/templates/write-template.ts';

const folder = new URL('../../../../media/templates/', import.meta.url);

function read(source: string, id = 'own'): PromptTemplate {
  const found = parseTemplate(source, id);
  assert.ok(found.kind === 'read', `${id}: ${found.kind === 'read' ? '' : found.problem}`);
  return found.template;
}

const shipped = readdirSync(folder).map((file) =>
  read(readFileSync(new URL(file, folder), 'utf8'), file.replace(/\.md$/u, '')),
);

const own = read(
  '---\ntitle: Own\ncategory: task\nplaceholders:\n  name: { description: Who, example: Ada }\n---\n\nGreet {{name}} and {{other}}: $5 `x` \\ } {{name}}.\n',
);

describe('the templates that are shipped', () => {
  it('are at least 25, of every kind', () => {
    assert.ok(shipped.length >= 25, String(shipped.length));
    assert.deepEqual([...new Set(shipped.map(({ category }) => category))].sort(), [
      'RAG',
      'agent',
      'classification',
      'code review',
      'education',
      'extraction',
      'finance',
      'health',
      'judge',
      'legal',
      'marketing',
      'role',
      'summarising',
      'support',
      'task',
    ]);
  });

  it('describe each of their placeholders, and have no other', () => {
    for (const { id, body, placeholders } of shipped) {
      const contract = extractContract({ text: body, interpolations: [] });
      const inText = new Set(
        contract.placeholders.filter(({ kind }) => kind === 'mustache').map(({ name }) => name),
      );
      assert.deepEqual([...inText].sort(), placeholders.map(({ name }) => name).sort(), id);
      assert.ok(
        placeholders.every(({ description, example }) => description !== '' && example !== ''),
        id,
      );
    }
  });

  for (const { id, body } of shipped) {
    it(`leave the rules nothing severe to find: ${id}`, () => {
      const findings = findFindings(createRuleContext({ text: body, interpolations: [] }));
      const severe = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        severe.map(({ ruleId, evidence }) => `${ruleId}: ${evidence}`),
        [],
      );
    });
  }
});

describe('a template', () => {
  it('is named with what is wrong with it', () => {
    const problemOf = (source: string): string => {
      const found = parseTemplate(source, 'bad');
      return found.kind === 'read' ? '' : found.problem;
    };
    assert.match(problemOf('Just a text.'), /front matter/u);
    assert.match(problemOf('---\ntitle: [\n---\nText'), /no YAML/u);
    assert.match(problemOf('---\ncategory: task\n---\nText'), /"title"/u);
    assert.match(problemOf('---\ntitle: A\ncategory: b\nplaceholders: { x: {} }\n---\nText'), /\{\{x\}\}/u);
    assert.match(problemOf('---\ntitle: A\ncategory: b\n---\n\n'), /no text/u);
    assert.match(problemOf(`---\ntitle: A\ncategory: b\n---\n${'x'.repeat(100_001)}`), /longer/u);
  });

  it('is filled with values; what has none stays', () => {
    assert.equal(fillTemplate(own, { name: 'Bo' }), 'Greet Bo and {{other}}: $5 `x` \\ } Bo.\n');
    assert.equal(fillTemplate(own, {}), own.body);
    const odd = read('---\ntitle: A\ncategory: b\nplaceholders: { constructor: {} }\n---\n{{constructor}}');
    assert.equal(fillTemplate(odd, {}), '{{constructor}}');
  });

  it('is a snippet whose tab stops return with their placeholder', () => {
    assert.equal(
      templateSnippet(own, {}),
      String.raw`Greet ${'$'}{1:{{name\}\}} and {{other\}\}: \$5 ${'`'}x${'`'} \\ \} ${'$'}{1:{{name\}\}}.` +
        '\n',
    );
    assert.equal(
      templateSnippet(own, { name: '$1 }' }),
      'Greet \\$1 \\} and {{other\\}\\}: \\$5 `x` \\\\ \\} \\$1 \\}.\n',
    );
  });

  it('is quoted for code', () => {
    const unescape = (snippet: string): string => snippet.replaceAll(/\\([$\\}])/g, '$1');
    const quoting = quotingOf('typescript');
    assert.ok(quoting !== null);
    const script = unescape(templateSnippet(own, { name: '${x}' }, quoting));
    assert.equal(runInNewContext(script), fillTemplate(own, { name: '${x}' }));
    assert.equal(quotingOf('python')?.escape('a """ b\\"'), 'a \\"\\"\\" b\\\\\\"');
    assert.equal(quotingOf('rust'), null);
  });

  it('is found by words of its title, category and description', () => {
    assert.deepEqual(
      searchTemplates(shipped, 'JUDGE two answers').map(({ id }) => id),
      ['judge-pairwise'],
    );
    assert.equal(searchTemplates(shipped, '').length, shipped.length);
    assert.deepEqual(searchTemplates(shipped, 'nothing like this'), []);
  });

  it('can be written from a text and read again', () => {
    const body = 'Sum up {{text}} for {{reader}}.\n# Not: a comment --- {{text}}';
    const template = read(
      writeTemplate({ title: 'My: "own"', category: 'task', description: '', body }),
      templateId('My: "own"'),
    );
    assert.equal(template.id, 'my-own');
    assert.equal(template.title, 'My: "own"');
    assert.equal(template.body, `${body}\n`);
    assert.deepEqual(
      template.placeholders.map(({ name }) => name),
      ['text', 'reader'],
    );
    assert.equal(templateId('??'), 'template');
  });
});
