import assert from 'node:assert/strict';
import { escapeMarkdown, tooltipMarkdown } from '../../../../src/vscode/history/history-tooltip.ts';

const VIEW = {
  label: 'Applied',
  description: '',
  details: [{ name: 'Tokens', value: '240' }],
  icon: '',
  contextValue: '',
  accessibleLabel: '',
};

describe('tooltipMarkdown', () => {
  it('shows the details and the text in a code block', () => {
    assert.equal(
      tooltipMarkdown(VIEW, 'Be brief.\n{x}'),
      '**Applied**\n\nTokens: 240\n\n```text\nBe brief.\n{x}\n```',
    );
  });

  it('lets no text out of its fence', () => {
    const hostile = 'a\n```\n[click](command:evil)\n`````\n![x](http://x)';
    const markdown = tooltipMarkdown(VIEW, hostile);
    assert.ok(markdown.includes('``````text\n'));
    assert.ok(markdown.endsWith('\n``````'));
  });

  it('cuts long texts, also those of one endless line', () => {
    assert.ok(tooltipMarkdown(VIEW, 'line\n'.repeat(10_000)).length < 300);
    assert.ok(tooltipMarkdown(VIEW, 'x'.repeat(250_000)).length < 1400);
  });

  it('escapes what a file or a note could smuggle in', () => {
    const details = [{ name: 'Note', value: '[x](command:evil) <b> $(alert) `c` https://x\n# big' }];
    assert.equal(
      tooltipMarkdown({ ...VIEW, details }, null).split('\n\n')[1],
      'Note: \\[x\\]\\(command\\:evil\\) \\<b\\> \\$\\(alert\\) \\`c\\` https\\:\\/\\/x \\# big',
    );
    assert.equal(escapeMarkdown('a_b*c'), 'a\\_b\\*c');
  });
});
