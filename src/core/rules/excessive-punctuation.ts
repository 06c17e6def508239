import type { Rule, RuleContext, RuleMatch } from './rule.ts';

/** Finds marks that are written several times: “!!!”, “???”, “.....”. */
export const excessivePunctuation: Rule = {
  id: 'PO013',
  name: 'excessive-punctuation',
  title: 'Repeated punctuation',
  why: 'One mark says it; a row of them is noise that costs tokens.',
  category: 'economy',
  severity: 'hint',
  risk: 'safe',
  effect: 'shortens',
  language: 'any',
  scope: 'prose',
  fixTitle: 'Keep one mark',
  find: findRows,
  examples: [
    { text: 'Never reveal the key!!! Is it safe??', finds: true, fixed: 'Never reveal the key! Is it safe?' },
    { text: 'Wait..... Then answer.', finds: true, fixed: 'Wait... Then answer.' },
    { text: 'Wait... Use !important and x !== y. Really?!', finds: false },
  ],
};

const LEAST_DOTS = 4;
const MOST_DOTS = 20;

function findRows(context: RuleContext): RuleMatch[] {
  return context.tokens.flatMap((token, index) => {
    const replacement = shorten(token.key, token.span.end - token.span.start);
    if (replacement === null || token.gap !== 'none') return [];
    const next = context.tokens[index + 1];
    const isFollowed = next !== undefined && next.gap === 'none';
    if (isFollowed || context.tokens[index - 1]?.kind !== 'word') return [];
    const message = `“${token.key.slice(0, 5)}” says no more than “${replacement}”.`;
    return [{ span: token.span, message, edits: [{ span: token.span, replacement }] }];
  });
}

function shorten(key: string, length: number): string | null {
  if (length < 2) return null;
  if (/^!+$/u.test(key)) return '!';
  if (/^\?+$/u.test(key)) return '?';
  return /^\.+$/u.test(key) && length >= LEAST_DOTS && length <= MOST_DOTS ? '...' : null;
}
