import type { TextEdit } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Block } from './text/blocks.ts';
import { sentenceIndexAt } from './text/locate.ts';
import type { Sentence } from './text/sentences.ts';
import { keyAt } from './text/token-range.ts';
import { TASK_VERBS } from './text/verbs.ts';

const LEAST_TASKS = 3;
const MOST_TASKS = 12;

/** Finds paragraphs that ask for several pieces of work in a row. */
export const tasksWithoutOrder: Rule = {
  id: 'PO033',
  name: 'tasks-without-order',
  title: 'Several tasks without an order',
  why: 'Numbered steps are worked off one by one; tasks in running text are skipped or mixed.',
  category: 'structure',
  severity: 'information',
  risk: 'bold',
  effect: 'restructures',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Number the tasks',
  find: (context) => context.blocks.flatMap((block) => readBlock(context, block)),
  examples: [
    {
      text: 'Summarize the report. Extract the names of all persons. Translate the summary into French.',
      finds: true,
      fixed:
        '1. Summarize the report.\n2. Extract the names of all persons.\n3. Translate the summary into French.',
    },
    { text: 'First, summarize the report. Then extract the names. Finally, translate them.', finds: false },
    { text: 'Write a poem. Use rhymes. Keep it short.', finds: false },
  ],
};

function readBlock(context: RuleContext, block: Block): RuleMatch[] {
  if (block.kind !== 'text' || block.endLine - block.firstLine > 1) return [];
  if ((context.lines[block.firstLine]?.indent ?? 0) > 0) return [];
  const first = Math.max(0, sentenceIndexAt(context.sentences, block.span.start));
  const last = sentenceIndexAt(context.sentences, block.span.end);
  const count = last + 1 - first;
  if (count < LEAST_TASKS || count > MOST_TASKS) return [];
  const sentences = context.sentences.slice(first, last + 1);
  const verbs = new Set(sentences.map((sentence) => taskOf(context, sentence)));
  if (verbs.has(null) || verbs.size < LEAST_TASKS) return [];
  const message = `${sentences.length} tasks stand in running text; numbers would give them an order.`;
  return [{ span: block.span, message, edits: numberTasks(sentences) }];
}

function taskOf(context: RuleContext, { first, end }: Sentence): string | null {
  const opening = context.tokens[first];
  const last = keyAt(context, end - 1);
  if (opening?.shape !== 'capitalised' || last !== '.' || keyAt(context, first + 1) === ':') return null;
  return TASK_VERBS.has(opening.key) ? opening.key : null;
}

function numberTasks(sentences: readonly Sentence[]): TextEdit[] {
  return sentences.map(({ span }, index) => ({
    span: { start: sentences[index - 1]?.span.end ?? span.start, end: span.start },
    replacement: index === 0 ? '1. ' : `\n${index + 1}. `,
  }));
}
