import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { renderCase, renderPrompt } from '../../../../../src/core/evaluation/cases/render-prompt.ts';

interface Rendered {
  readonly text: string;
  readonly unfilled: readonly string[];
  readonly unused: readonly string[];
}

function render(
  text: string,
  vars: Readonly<Record<string, string>>,
  interpolated: readonly string[] = [],
): Rendered {
  const interpolations = interpolated.map((source) => {
    const start = text.indexOf(source);
    return { start, end: start + source.length };
  });
  const { text: filled, unfilled, unused } = renderPrompt({ text, interpolations }, vars);
  return { text: filled, unfilled: unfilled.map((one) => one.text), unused };
}

const done = (text: string): Rendered => ({ text, unfilled: [], unused: [] });

describe('renderPrompt', () => {
  it('fills every notation', () => {
    assert.deepEqual(
      render('Hello {{name}} and {{ other }}.', { name: 'A', other: 'B' }),
      done('Hello A and B.'),
    );
    assert.deepEqual(render('Hello {name}, {age:>3}.', { name: 'A', age: '7' }), done('Hello A, 7.'));
    assert.deepEqual(render('Hello ${name}.', { name: 'A' }), done('Hello A.'));
    assert.deepEqual(render('Hello $USER_NAME.', { USER_NAME: 'A' }), done('Hello A.'));
    assert.deepEqual(render('Hello %(name)s.', { name: 'A' }), done('Hello A.'));
    assert.deepEqual(render('Hello {{ .Name }}.', { Name: 'A' }), done('Hello A.'));
    assert.deepEqual(render('Hello {0} and {1}.', { 0: 'A', 1: 'B' }), done('Hello A and B.'));
  });

  it('fills positional ones by number, or with exactly what is left over', () => {
    assert.deepEqual(render('First %s, then %s.', { 0: 'A', 1: 'B' }), done('First A, then B.'));
    assert.deepEqual(render('First {}, then {}.', { one: 'A', two: 'B' }), done('First A, then B.'));
    assert.deepEqual(render('First %s.', { one: 'A', two: 'B' }).unfilled, ['%s']);
  });

  it('maps code of the host language to names', () => {
    assert.deepEqual(render('Hi ${user.name}!', { 'user.name': 'A' }, ['${user.name}']), done('Hi A!'));
    assert.deepEqual(render('Hi ${user.name}!', { name: 'A' }, ['${user.name}']), done('Hi A!'));
    assert.deepEqual(render('Hi {self.name!r}!', { name: 'A' }, ['{self.name!r}']), done('Hi A!'));
    assert.deepEqual(
      render('${docs.join(", ")}', { 'docs.join(", ")': 'A' }, ['${docs.join(", ")}']),
      done('A'),
    );
    const twins = render('${user.name} ${shop.name}', { name: 'A' }, ['${user.name}', '${shop.name}']);
    assert.deepEqual(twins, {
      text: '${user.name} ${shop.name}',
      unfilled: ['${user.name}', '${shop.name}'],
      unused: ['name'],
    });
  });

  it('says what stays unfilled and which values nobody asks for', () => {
    assert.deepEqual(render('{{a}} {{b}}', { a: '1', c: '2' }), {
      text: '1 {{b}}',
      unfilled: ['{{b}}'],
      unused: ['c'],
    });
    assert.deepEqual(render('{{ a | upper }}{% if a %}x{% endif %}', { a: '1' }).unfilled, [
      '{{ a | upper }}',
      '{% if a %}',
      '{% endif %}',
    ]);
    assert.deepEqual(render('Summarise {text}.', { input: 'x' }), {
      text: 'Summarise {text}.',
      unfilled: ['{text}'],
      unused: ['input'],
    });
  });

  it('takes braces of another notation for text', () => {
    assert.deepEqual(render('{{q}} Answer as {score}.', { q: '1' }), done('1 Answer as {score}.'));
    assert.deepEqual(
      render('{q} Answer <name> or [reason].', { q: '1' }),
      done('1 Answer <name> or [reason].'),
    );
  });

  it('undoubles braces of format strings', () => {
    assert.deepEqual(render('{q} as {{"a": 1}}', { q: '1' }), done('1 as {"a": 1}'));
  });

  it('never fills values again', () => {
    const vars = { a: '{{b}} {b} $& $1', b: 'secret' };
    assert.equal(render('{{a}}|{{b}}', vars).text, '{{b}} {b} $& $1|secret');
  });

  it('does not know the names of prototypes', () => {
    assert.deepEqual(render('{{constructor}} {{__proto__}}', { a: '1' }).unfilled, [
      '{{constructor}}',
      '{{__proto__}}',
    ]);
    assert.deepEqual(render('{{__proto__}}', Object.fromEntries([['__proto__', 'x']])), done('x'));
  });

  it('fills all messages, and only {{name}} in those of a test configuration', () => {
    const message = (role: 'system' | 'user', text: string) => ({
      role,
      prompt: { text, interpolations: [] },
    });
    const prompt = {
      messages: [message('system', 'Be {{tone}}, as {json}.'), message('user', '{{q}} for $5 %s')],
      notations: 'nunjucks' as const,
    };
    assert.deepEqual(renderCase(prompt, { tone: 'kind', q: 'Why', x: '' }), {
      messages: [
        { role: 'system', content: 'Be kind, as {json}.' },
        { role: 'user', content: 'Why for $5 %s' },
      ],
      unfilled: [],
      unused: ['x'],
    });
  });

  it('stays fast on long prompts and many variables', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `name${index}`);
    const text = names.map((name) => `{{${name}}} and some text `).join('');
    const vars = Object.fromEntries(names.map((name) => [name, 'x'.repeat(100)]));
    const started = performance.now();
    assert.equal(renderPrompt({ text, interpolations: [] }, vars).unfilled.length, 0);
    assert.ok(performance.now() - started < 2000);
  });
});
