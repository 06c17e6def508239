import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Line } from './text/lines.ts';

/** Finds Markdown marks that change nothing: a heading in bold, hash signs that close a heading. */
export const markdownNoise: Rule = {
  id: 'PO012',
  name: 'markdown-noise',
  title: 'Markdown that changes nothing',
  why: 'A heading stands out by itself; bold marks and closing hash signs in it are spent tokens.',
  category: 'economy',
  severity: 'hint',
  risk: 'safe',
  effect: 'shortens',
  language: 'any',
  scope: 'prose',
  fixTitle: 'Remove the surplus marks',
  find: (context) =>
    context.lines
      .filter(({ kind }) => kind === 'heading')
      .flatMap((line) => [...boldHeading(context, line), ...closedHeading(context, line)]),
  examples: [
    { text: '## **Rules**\n\nBe exact.', finds: true, fixed: '## Rules\n\nBe exact.' },
    { text: '## Rules ##\n\nBe exact.', finds: true, fixed: '## Rules\n\nBe exact.' },
    { text: '## Rules for **bold** words\n\nBe **exact**.', finds: false },
  ],
};

function boldHeading({ text }: RuleContext, { content }: Line): RuleMatch[] {
  const title = text.slice(content.start, content.end);
  if (!/^\*\*[^*]{1,200}\*\*$/u.test(title)) return [];
  return [
    {
      span: content,
      message: 'The heading stands out by itself; the bold marks add nothing.',
      edits: [
        { span: { start: content.start, end: content.start + 2 }, replacement: '' },
        { span: { start: content.end - 2, end: content.end }, replacement: '' },
      ],
    },
  ];
}

function closedHeading({ text }: RuleContext, { content, marker }: Line): RuleMatch[] {
  let start = content.end;
  while (start > content.start && text[start - 1] === '#') start--;
  const end = content.end;
  if (end - start !== marker.length) return [];
  let blank = start;
  while (blank > content.start && text[blank - 1] === ' ') blank--;
  if (blank === start || blank === content.start) return [];
  const edits = [{ span: { start: blank, end }, replacement: '' }];
  return [{ span: { start, end }, message: 'The hash signs behind the heading add nothing.', edits }];
}
