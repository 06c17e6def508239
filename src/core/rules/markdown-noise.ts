import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Line } from './text/lines.ts';

/** Finds Markdown marks that change nothing: a heading in bold, hash signs behind it, a ruler above it. */
export const markdownNoise: Rule = {
  id: 'PO012',
  name: 'markdown-noise',
  title: 'Markdown that changes nothing',
  why: 'A heading stands out by itself; bold marks, closing hash signs and a ruler above it are spent tokens.',
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
      .flatMap((line) => [...boldHeading(context, line), ...closedHeading(context, line)])
      .concat(rulersBeforeHeadings(context)),
  examples: [
    { text: '## **Rules**\n\nBe exact.', finds: true, fixed: '## Rules\n\nBe exact.' },
    { text: '## Rules ##\n\nBe exact.', finds: true, fixed: '## Rules\n\nBe exact.' },
    {
      text: 'Answer letters.\n\n---\n\n## Rules\n\nBe exact.',
      finds: true,
      fixed: 'Answer letters.\n\n## Rules\n\nBe exact.',
    },
    { text: '---\ntitle: Letters\n---\n\n## Rules\n\nBe exact.', finds: false },
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

/** A ruler between blank lines, with a heading behind: the heading separates the sections already. */
function rulersBeforeHeadings({ lines, text }: RuleContext): RuleMatch[] {
  // Where the prompt speaks of rulers they are marks with a meaning of their own.
  if (/["'`(]-{3,}|-{3,}["'`)]/u.test(text)) return [];
  return lines.flatMap((line, index) => {
    const next = lines[index + 2];
    const isRuler =
      line.kind === 'rule' && /^-{3}[ \t\r]*$/u.test(text.slice(line.span.start, line.span.end));
    const isBetweenBlanks = lines[index - 1]?.kind === 'blank' && lines[index + 1]?.kind === 'blank';
    const hasTextBefore =
      index > 1 && lines[index - 2]?.kind !== 'rule' && lines[index - 2]?.kind !== 'blank';
    if (!isRuler || line.fenced || !isBetweenBlanks || !hasTextBefore || next?.kind !== 'heading') return [];
    const cut = { start: line.span.start, end: next.span.start };
    const message = 'The heading below separates the sections; the ruler adds nothing.';
    return [
      {
        span: { start: line.span.start, end: line.span.start + 3 },
        message,
        edits: [{ span: cut, replacement: '' }],
      },
    ];
  });
}
