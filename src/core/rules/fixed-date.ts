import type { Rule, RuleContext, RuleMatch } from './rule.ts';

/** Finds a present day that was typed into the prompt. */
export const fixedDate: Rule = {
  id: 'PO030',
  name: 'fixed-date',
  title: 'Date of today written into the prompt',
  why: 'The date is wrong from tomorrow on, and every answer that counts days is wrong with it: fill it in at run time.',
  category: 'consistency',
  severity: 'warning',
  risk: null,
  effect: 'shortens',
  language: 'english',
  scope: 'everything',
  find: findDates,
  examples: [
    { text: 'Today is March 3, 2024. Answer questions about our sale.', finds: true },
    { text: 'Current date: 2025-01-31\nAnswer questions about our sale.', finds: true },
    { text: 'Today is {date}. The company was founded in 2004. Current date: {{today}}', finds: false },
  ],
};

const PRESENT =
  /\b(?:today(?:'s date)? is|(?:the )?current (?:date|year|day|time)(?: and time)?(?:\*\*)?\s?(?:is|:|=)|as of today,?|today's date:)[^.?!\n{}<>$%[\]]{0,40}?\b(?:19|20)\d\d\b/giu;

function findDates({ text }: RuleContext): RuleMatch[] {
  return [...text.matchAll(PRESENT)].map((match) => ({
    span: { start: match.index, end: match.index + match[0].length },
    message: 'This date was true on one day only: fill it in at run time.',
  }));
}
