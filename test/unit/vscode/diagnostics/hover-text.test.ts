import assert from 'node:assert/strict';
import type { Finding, Placeholder } from '../../../../src/core/model.ts';
import { findingMarkdown, placeholderMarkdown } from '../../../../src/vscode/diagnostics/hover-text.ts';

const translate = (text: string, ...values: readonly (string | number)[]): string =>
  text.replaceAll(/\{(\d)\}/gu, (_, index: string) => String(values[Number(index)]));

const finding: Finding = {
  ruleId: 'PO002',
  category: 'economy',
  severity: 'hint',
  message: 'Say "to".',
  span: { start: 0, end: 11 },
  evidence: 'in order to',
  fix: { title: 'Say [it](command:evil) shortly', risk: 'safe', edits: [] },
};

function placeholder(name: string, kind: Placeholder['kind'] = 'brace'): Placeholder {
  return { text: `{${name}}`, name, kind, span: { start: 0, end: 1 }, positional: false };
}

describe('the hover on a finding', () => {
  it('says what the rule objects to, why it matters and what the fix does', () => {
    const [title, message, why, fix] = (findingMarkdown(finding, translate) ?? '').split('\n\n');
    assert.equal(message, 'Say "to"\\.');
    assert.equal(title, '**Roundabout phrase** (PO002)');
    assert.ok((why ?? '').length > 20);
    assert.equal(fix, 'Quick fix\\: Say \\[it\\]\\(command\\:evil\\) shortly');
  });

  it('leaves the message to the editor where the editor shows it', () => {
    const markdown = findingMarkdown({ ...finding, severity: 'warning' }, translate) ?? '';
    assert.ok(!markdown.includes('Say "to"'));
  });

  it('says nothing of a rule that is not known', () => {
    assert.equal(findingMarkdown({ ...finding, ruleId: 'PO999' }, translate), null);
  });
});

describe('the hover on a placeholder', () => {
  it('says its kind and how often the prompt has it', () => {
    const name = placeholder('name');
    const all = [name, placeholder('name'), placeholder('other'), placeholder('name', 'mustache')];
    assert.match(
      placeholderMarkdown(name, all, translate),
      /^\*\*name\*\*: placeholder in braces\n\nStands here 2 times\\?\./u,
    );
    assert.match(placeholderMarkdown(name, [name], translate), /Stands here once/u);
  });

  it('takes the meaning from names that would be Markdown, and shortens endless ones', () => {
    const evil = placeholder('[x](command:evil)<img>');
    assert.ok(!placeholderMarkdown(evil, [evil], translate).includes(']('));
    const long = placeholder('a'.repeat(10_000));
    assert.ok(placeholderMarkdown(long, [long], translate).length < 300);
  });
});
