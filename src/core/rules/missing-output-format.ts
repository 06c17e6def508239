import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { keyAt, quoteTokens } from './text/token-range.ts';

/** Finds requests for results that a program will read, without a word on their form. */
export const missingOutputFormat: Rule = {
  id: 'PO039',
  name: 'missing-output-format',
  title: 'No form of the answer',
  why: 'Labels, ratings and extracted facts are read by programs; without a stated form each answer looks different.',
  category: 'output-contract',
  severity: 'information',
  risk: null,
  effect: 'adds',
  language: 'english',
  scope: 'prose',
  find: findMissing,
  examples: [
    { text: 'Extract all names and dates from the letter below: {letter}', finds: true },
    { text: 'Classify the sentiment of the review: {review}', finds: true },
    { text: 'Extract all names from the letter below as a JSON array: {letter}', finds: false },
    { text: 'Classify the review as positive or negative: {review}', finds: false },
    { text: 'Write a letter to the client about the classification of his order.', finds: false },
  ],
};

const TASKS = new Set('extract classify categorize categorise label rate score rank'.split(' '));

/** Words with which prompts speak of the form of the answer. */
const FORM_WORDS = new Set(
  (
    'json xml yaml csv html markdown table list lists bullet bullets format formats formatted output outputs schema ' +
    'template sentence sentences paragraph paragraphs word words line lines column columns row rows number integer ' +
    'score scale respond reply return print display answer answers response example examples either or tag tags label ' +
    'labels categories following percentage array object dictionary key keys field fields structure structured style ' +
    'heading headings section sections report code true false yes'
  ).split(' '),
);

const MOST_TOKENS = 250;
const OPENING_SENTENCES = 3;

function findMissing(context: RuleContext): RuleMatch[] {
  if (context.contract.output.length > 0) return [];
  // A prompt that programs run is short and has something to fill in.
  const isProgram = context.contract.placeholders.length > 0 && context.tokens.length < MOST_TOKENS;
  if (!isProgram) return [];
  const task = context.sentences
    .slice(0, OPENING_SENTENCES)
    .find(({ first }) => TASKS.has(keyAt(context, first)) && context.tokens[first]?.shape === 'capitalised');
  if (task === undefined) return [];
  const rest = context.tokens.filter(({ kind }) => kind === 'word');
  if (rest.some(({ key }) => FORM_WORDS.has(key))) return [];
  const start = task.first;
  const message = `${quoteTokens(context, { first: start, end: start + 1 })} asks for data, but nothing says in which form.`;
  return [{ span: task.span, message }];
}
