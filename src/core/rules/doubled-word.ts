import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { spanOfTokens } from './text/token-range.ts';

/** Finds small words that stand twice in a row: “the the”. */
export const doubledWord: Rule = {
  id: 'PO020',
  name: 'doubled-word',
  title: 'Word written twice',
  why: 'A slip of the pen; it costs a token and may be read as a missing word.',
  category: 'consistency',
  severity: 'warning',
  risk: 'safe',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Keep the word once',
  find: findDoubled,
  examples: [
    { text: 'Return the the list of of names.', finds: true, fixed: 'Return the list of names.' },
    {
      text: 'I know that that is so. Had had is right. To be or not to be. Use AND and OR. Write not, or, and and.',
      finds: false,
    },
  ],
};

const SMALL_WORDS = new Set(
  'the a an to of and or for with are be as at by from your if must should not into its their each all when should will'.split(
    ' ',
  ),
);

function findDoubled(context: RuleContext): RuleMatch[] {
  const matches: RuleMatch[] = [];
  for (let index = 1; index < context.tokens.length; index++) {
    const token = context.tokens[index];
    const previous = context.tokens[index - 1];
    if (token === undefined || previous?.key !== token.key || !SMALL_WORDS.has(token.key)) continue;
    if (token.gap !== 'space' || token.shape !== 'lower' || !isRunningText(context, index)) continue;
    const cut = { start: previous.span.end, end: token.span.end };
    matches.push({
      span: spanOfTokens(context, { first: index - 1, end: index + 1 }),
      message: `“${token.key}” stands twice in a row.`,
      edits: [{ span: cut, replacement: '' }],
    });
  }
  return matches;
}

/** Small letters around, and a word behind: neither a name of an operator nor a column of a table. */
function isRunningText(context: RuleContext, index: number): boolean {
  const previous = context.tokens[index - 1];
  const next = context.tokens[index + 1];
  if (previous === undefined || next?.gap === 'none') return false;
  // Three in a row are no slip of the pen.
  if (next?.key === previous.key || context.tokens[index - 2]?.key === previous.key) return false;
  return previous.shape === 'lower' || context.sentenceStarts.has(index - 1);
}
