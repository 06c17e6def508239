import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { blockIndexAt } from './text/locate.ts';
import type { Sentence } from './text/sentences.ts';

const MOST_WORDS = 60;

/** Finds sentences that are too long to keep in mind. */
export const overLongSentence: Rule = {
  id: 'PO027',
  name: 'over-long-sentence',
  title: 'Very long sentence',
  why: 'Instructions at the end of a very long sentence are the ones that get lost, and nobody can review it well.',
  category: 'clarity',
  severity: 'hint',
  risk: null,
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  find: findLong,
  examples: [
    {
      text: `Read the report that the team has sent and ${'check each of its numbers against the ledger and '.repeat(8)}write down what differs.`,
      finds: true,
    },
    { text: 'Read the report. Check its numbers against the ledger. Write down what differs.', finds: false },
  ],
};

function findLong(context: RuleContext): RuleMatch[] {
  return context.sentences.flatMap((sentence) => {
    const words = countWords(context, sentence);
    if (words <= MOST_WORDS) return [];
    return [
      { span: sentence.span, message: `The sentence has ${words} words; readers lose track beyond 40.` },
    ];
  });
}

/** Words of a running sentence; 0 for what is a table, a list on one line, or data. */
function countWords(context: RuleContext, { first, end, span }: Sentence): number {
  if (end - first <= MOST_WORDS) return 0;
  const kind = context.blocks[blockIndexAt(context.blocks, span.start)]?.kind;
  if (kind !== 'text' && kind !== 'list') return 0;
  let words = 0;
  let marks = 0;
  for (let index = first; index < end; index++) {
    const token = context.tokens[index];
    if (token?.kind === 'word') words++;
    else if (token?.kind === 'punctuation') marks++;
  }
  return marks > words / 5 ? 0 : words;
}
