import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { historyToHtml } from '../../../../src/core/report/history-html.ts';
import { historyToMarkdown } from '../../../../src/core/report/history-markdown.ts';
import { pageStyle, pageStyleHash } from '../../../../src/core/report/html-page-style.ts';
import { reportToHtml } from '../../../../src/core/report/html-report.ts';
import { reportOf } from '../../../support/run-rules.ts';
import { bundleOfTexts, hostileText, sampleBundle } from '../../../support/sample-bundle.ts';
import { wordySupportPrompt } from '../../../support/sample-prompts.ts';

describe('a history as a document', () => {
  it('names in its policy exactly the style that it has', () => {
    assert.equal(pageStyleHash, createHash('sha256').update(pageStyle).digest('base64'));
  });

  it('is Markdown with a heading for each prompt and version, facts, marks and texts in fences', async () => {
    const markdown = historyToMarkdown(await sampleBundle());
    assert.match(markdown, /^## SUPPORT\\_PROMPT$/m);
    assert.match(markdown, /^### Shipped in May, 2026-05-01 12:01 UTC$/m);
    assert.match(markdown, /^- Tokens: \d+, \\-\d+ \\\(tokenizer, o200k\\_base\\\)$/m);
    assert.match(markdown, /^- Quality: 74\.0 \\\(tier E0\\\)$/m);
    assert.match(markdown, /^- Quality: unknown$/m);
    assert.match(markdown, /^- Tags: \\#eu \\#prod$/m);
    assert.match(markdown, /^> Approved by the support team\./m);
    assert.ok(markdown.includes(`text\n${wordySupportPrompt}\n`));
  });

  it('shows every text once and points at it where it comes again', () => {
    const bundle = bundleOfTexts(['one text', 'other text', 'one text']);
    const count = (document: string): number => document.split('\none text').length - 1;
    assert.equal(count(historyToMarkdown(bundle)), 1);
    assert.match(historyToMarkdown(bundle), /The same text as \*Edited, 2026-05-01 12:02 UTC\*/);
    assert.match(historyToHtml(bundle), /<a href="#version-0-0">The same text/);
  });

  it('lets nothing that stands in a text, name, comment or tag become markup', async () => {
    const html = historyToHtml(await sampleBundle());
    assert.doesNotMatch(html, /<(?:script|img|b|i)[ >]/);
    assert.doesNotMatch(html, /[\u202a-\u202e\u2066-\u2069\u0000\u001b]/);
    assert.match(html, /\[U\+202E\]esrever/);
    assert.match(html, /&lt;script&gt;alert\(1\)/);
    const markdown = historyToMarkdown(await sampleBundle())
      .split(hostileText)
      .join('');
    assert.doesNotMatch(markdown, /<script|[^\\]\]\(|[^\\]:\/\/|www\.e/);
  });

  it('marks the words that differ from the version it was made from', () => {
    const html = historyToHtml(bundleOfTexts(['Always answer politely.', 'Always answer briefly.']));
    assert.match(
      html,
      /<pre class="diff" dir="auto">\nAlways answer <del>politely<\/del><ins>briefly<\/ins>\./,
    );
  });

  it('says where each number of a run comes from', async () => {
    const html = historyToHtml(await sampleBundle());
    assert.match(html, /quality judged by rules only \(E0\)/);
    assert.match(html, /tier E0/);
    assert.match(html, /PO002/);
  });

  it('does not choke on a line of a megabyte or on a time that is no date', () => {
    const line = 'word '.repeat(200_000);
    const bundle = bundleOfTexts([line, `${line}end`], () => ({ createdAt: 1e300 }));
    const startedAt = performance.now();
    const html = historyToHtml(bundle);
    assert.match(html, /unchanged characters/);
    assert.match(html, /unknown time/);
    assert.ok(html.length < 3 * line.length, `${html.length} characters`);
    assert.ok(performance.now() - startedAt < 5000);
  });

  it('reports a run with metrics, change, reasons and contract', async () => {
    const html = reportToHtml(await reportOf(wordySupportPrompt));
    for (const heading of ['Metrics', 'Change', 'Texts', 'Contract'])
      assert.ok(html.includes(`<h2>${heading}</h2>`));
  });
});
