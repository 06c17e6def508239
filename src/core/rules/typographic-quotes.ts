import type { Rule, RuleContext, RuleMatch } from './rule.ts';

/** Finds JSON that is written with typographic quotation marks. */
export const typographicQuotes: Rule = {
  id: 'PO050',
  name: 'typographic-quotes',
  title: 'Typographic quotation marks in JSON',
  why: 'A word processor has turned the quotation marks; the model copies them and no parser accepts them.',
  category: 'output-contract',
  severity: 'warning',
  risk: null,
  effect: 'restructures',
  language: 'any',
  scope: 'everything',
  find: findQuotes,
  examples: [
    { text: 'Return {“name”: “Ada”, “age”: 36}.', finds: true },
    { text: 'Return {"name": "Ada"}. He said: “Ada”, and left.', finds: false },
  ],
};

const KEY = /[{,]\s{0,40}[“”][\w -]{1,60}[“”]\s{0,3}:/gu;

function findQuotes({ text }: RuleContext): RuleMatch[] {
  const [first] = text.matchAll(KEY);
  if (first === undefined) return [];
  const start = first.index + first[0].search(/[“”]/u);
  const span = { start, end: first.index + first[0].length };
  return [{ span, message: 'JSON needs straight quotation marks (").' }];
}
