import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Sentence } from './text/sentences.ts';
import { keyAt, quoteTokens } from './text/token-range.ts';

/** Finds instructions that say what should be done instead of asking for it. */
export const passiveInstruction: Rule = {
  id: 'PO017',
  name: 'passive-instruction',
  title: 'Instruction in the passive voice',
  why: 'An imperative names the action first and leaves no doubt who is to act.',
  category: 'clarity',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Use the imperative',
  find: (context) => context.sentences.flatMap((sentence) => readPassive(context, sentence)),
  examples: [
    { text: 'The summary should be written in French.', finds: true, fixed: 'Write the summary in French.' },
    {
      text: 'The dates should be formatted as in the invoice.',
      finds: true,
      fixed: 'Format the dates as in the invoice.',
    },
    { text: 'The summary should be written in French and should be short.', finds: false },
    {
      text: 'The answer must be written in French. The price should be checked by the client.',
      finds: false,
    },
  ],
};

const IMPERATIVES = new Map(
  Object.entries({
    written: 'write',
    formatted: 'format',
    returned: 'return',
    presented: 'present',
    provided: 'provide',
    given: 'give',
    sorted: 'sort',
    ordered: 'order',
    listed: 'list',
    translated: 'translate',
    included: 'include',
    placed: 'place',
    wrapped: 'wrap',
    enclosed: 'enclose',
    separated: 'separate',
    structured: 'structure',
    organized: 'organize',
    grouped: 'group',
    kept: 'keep',
    avoided: 'avoid',
    used: 'use',
    rounded: 'round',
  }),
);

const LONGEST_SUBJECT = 5;
const LONGEST_REST = 9;
const SECOND_CLAUSE = new Set(
  'and but or should must is are was will can that which who so because if when unless while by it they may , ; :'.split(
    ' ',
  ),
);

function readPassive(context: RuleContext, sentence: Sentence): RuleMatch[] {
  const passive = findPassive(context, sentence);
  const opening = context.tokens[sentence.first];
  const last = context.tokens[sentence.end - 1];
  if (passive === null || opening === undefined || last?.key !== '.') return [];
  const rest = context.tokens.slice(passive + 3, sentence.end - 1);
  const subject = context.tokens.slice(sentence.first, passive);
  if (rest.length > LONGEST_REST || rest.some(({ key }) => SECOND_CLAUSE.has(key))) return [];
  if (!isPlainSubject(subject.map(({ key }) => key)) || opening.shape !== 'capitalised') return [];
  const imperative = IMPERATIVES.get(keyAt(context, passive + 2)) ?? '';
  const verb = imperative.charAt(0).toUpperCase() + imperative.slice(1);
  const start = opening.span.start;
  const cut = {
    start: context.tokens[passive - 1]?.span.end ?? start,
    end: context.tokens[passive + 2]?.span.end ?? start,
  };
  const message = `${quoteTokens(context, { first: passive, end: passive + 3 })} leaves open who acts; “${verb} …” does not.`;
  const head = context.text.slice(start, opening.span.end).toLowerCase();
  return [
    {
      span: sentence.span,
      message,
      edits: [
        { span: opening.span, replacement: `${verb} ${head}` },
        { span: cut, replacement: '' },
      ],
    },
  ];
}

/** Index of `should` in “should be written”, if it follows a short subject. */
function findPassive(context: RuleContext, sentence: Sentence): number | null {
  const limit = Math.min(sentence.first + LONGEST_SUBJECT, sentence.end - 3);
  for (let index = sentence.first + 2; index <= limit; index++) {
    if (keyAt(context, index) !== 'should') continue;
    const isPassive = keyAt(context, index + 1) === 'be' && IMPERATIVES.has(keyAt(context, index + 2));
    return isPassive ? index : null;
  }
  return null;
}

function isPlainSubject(keys: readonly string[]): boolean {
  if (!/^(?:the|all|each|your|every)$/u.test(keys[0] ?? '')) return false;
  return keys.every((key) => /^[a-z]+$/u.test(key) && !/^(?:and|or|of|in|for|with|to|that)$/u.test(key));
}
