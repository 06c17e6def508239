import type { TextEdit } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Block } from './text/blocks.ts';
import type { Line } from './text/lines.ts';
import { blockIndexAt } from './text/locate.ts';

const LEAST_ITEMS = 3;

/** Finds lists in which every item begins with a label in bold. */
export const boldLabels: Rule = {
  id: 'PO058',
  name: 'bold-labels',
  title: 'Bold label on every item',
  why: 'The colon sets the label off already; when every item is bold none stands out, and each pair of marks costs tokens.',
  category: 'economy',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'any',
  scope: 'prose',
  fixTitle: 'Remove the bold marks',
  find: (context) => findRuns(context).flatMap((run) => judgeRun(context, run)),
  examples: [
    {
      text: 'Rules:\n\n- **Tone:** be kind.\n- **Length**: two lines.\n- **Source:** cite it.',
      finds: true,
      fixed: 'Rules:\n\n- Tone: be kind.\n- Length: two lines.\n- Source: cite it.',
    },
    { text: 'Rules:\n\n- **Tone:** be kind.\n- Length: two lines.\n- Source: cite it.', finds: false },
    {
      text: '## Output format\n\n- **Name:** the name\n- **Age:** the age\n- **City:** the city',
      finds: false,
    },
  ],
};

const LABEL = /^\*\*([^*\n]{1,60})\*\*/u;
/** What such a section shows is copied into the answer, marks included. */
const SHOWN =
  /output|format|template|example|report|structure|deliver|response|result|section|include|follow/iu;

/** Runs of list items of one indentation, nothing between them. */
function findRuns({ blocks, lines }: RuleContext): Block[][] {
  const runs: Block[][] = [];
  blocks.forEach((block, index) => {
    if (block.kind !== 'list') return;
    const previous = blocks[index - 1];
    const run = runs.at(-1);
    const isSame = lines[block.firstLine]?.indent === lines[previous?.firstLine ?? -1]?.indent;
    if (previous?.kind === 'list' && isSame && run !== undefined) run.push(block);
    else runs.push([block]);
  });
  return runs.filter((run) => run.length >= LEAST_ITEMS);
}

function judgeRun(context: RuleContext, run: readonly Block[]): RuleMatch[] {
  const items = run.flatMap((block) => context.lines[block.firstLine] ?? []);
  const edits = items.map((line) => bareLabel(context, line));
  const first = items[0]?.content;
  if (first === undefined || edits.some((edit) => edit.length === 0) || isShown(context, run)) return [];
  const message = `All ${items.length} items begin in bold, so that none stands out.`;
  return [{ span: first, message, edits: edits.flat() }];
}

/** The edits that take the marks off a label that a colon sets off; none for another kind of item. */
function bareLabel({ text }: RuleContext, { content }: Line): TextEdit[] {
  const label = LABEL.exec(text.slice(content.start, Math.min(content.end, content.start + 80)))?.[0];
  if (label === undefined) return [];
  const end = content.start + label.length;
  const hasColon = label.endsWith(':**') || text[end] === ':';
  const rest = text.slice(end, content.end);
  // A value to be filled in makes the item part of an answer.
  if (!hasColon || rest.length < 3 || /^:?\s*[[{<"“_.…]/u.test(rest)) return [];
  return [
    { span: { start: content.start, end: content.start + 2 }, replacement: '' },
    { span: { start: end - 2, end }, replacement: '' },
  ];
}

/** The heading or lead-in above says that the list shows what the answer looks like. */
function isShown({ blocks, text }: RuleContext, run: readonly Block[]): boolean {
  const first = blockIndexAt(blocks, run[0]?.span.start ?? 0);
  const before = blocks.slice(Math.max(0, first - 2), Math.max(0, first));
  return before.some(({ span }) => SHOWN.test(text.slice(span.start, Math.min(span.end, span.start + 300))));
}
