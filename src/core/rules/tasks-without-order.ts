import type { TextEdit } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Block } from './text/blocks.ts';
import { sentenceIndexAt } from './text/locate.ts';
import type { Sentence } from './text/sentences.ts';
import { keyAt } from './text/token-range.ts';
import { TASK_VERBS } from './text/verbs.ts';

const LEAST_TASKS = 3;
const MOST_TASKS = 12;
/** Sentences before the first task, such as the role. */
const LONGEST_LEAD = 2;

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
    {
      text: 'You work for a bank. Extract all dates. Sort them. List the gaps.',
      finds: true,
      fixed: 'You work for a bank.\n1. Extract all dates.\n2. Sort them.\n3. List the gaps.',
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
  const sentences = context.sentences.slice(first, last + 1);
  const lead = sentences.findIndex((sentence) => taskOf(context, sentence) !== null);
  const tasks = lead < 0 || lead > LONGEST_LEAD ? [] : sentences.slice(lead);
  const verbs = new Set(tasks.map((sentence) => taskOf(context, sentence)));
  if (tasks.length > MOST_TASKS || verbs.has(null) || verbs.size < LEAST_TASKS) return [];
  const start = tasks[0]?.span.start ?? block.span.start;
  const message = `${tasks.length} tasks stand in running text; numbers would give them an order.`;
  const edits = numberTasks(tasks, sentences[lead - 1]?.span.end ?? null);
  return [{ span: { start, end: block.span.end }, message, edits }];
}

function taskOf(context: RuleContext, { first, end }: Sentence): string | null {
  const opening = context.tokens[first];
  const last = keyAt(context, end - 1);
  if (opening?.shape !== 'capitalised' || last !== '.' || keyAt(context, first + 1) === ':') return null;
  return TASK_VERBS.has(opening.key) ? opening.key : null;
}

/** Each task on a line with its number; the first one below the sentence that leads to it, if there is one. */
function numberTasks(tasks: readonly Sentence[], leadEnd: number | null): TextEdit[] {
  return tasks.map(({ span }, index) => {
    const previousEnd = index === 0 ? leadEnd : (tasks[index - 1]?.span.end ?? null);
    return previousEnd === null
      ? { span: { start: span.start, end: span.start }, replacement: '1. ' }
      : { span: { start: previousEnd, end: span.start }, replacement: `\n${index + 1}. ` };
  });
}
