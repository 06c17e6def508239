import type { TextEdit } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { blockIndexAt, sentenceIndexAt } from './text/locate.ts';
import { findPhrases, phraseSet, type PhraseHit } from './text/phrases.ts';
import { removeTokens, replaceTokens } from './text/tidy-edits.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';
import { GERUNDS, isVerbAt } from './text/verbs.ts';

/** Finds requests in the form of wishes and questions: “I want you to …”, “Could you …?”. */
export const indirectRequest: Rule = {
  id: 'PO018',
  name: 'indirect-request',
  title: 'Request in the form of a wish or question',
  why: 'The imperative is shorter and cannot be answered with “yes, I can”.',
  category: 'clarity',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Use the imperative',
  find: (context) => [
    ...findPhrases(context, wishes).flatMap((hit) => readWish(context, hit)),
    ...findPhrases(context, duties).flatMap((hit) => readDuty(context, hit)),
    ...findPhrases(context, questions).flatMap((hit) => readQuestion(context, hit)),
  ],
  examples: [
    { text: 'I want you to act as a travel guide.', finds: true, fixed: 'Act as a travel guide.' },
    { text: 'Could you please sort the list by date?', finds: true, fixed: 'Sort the list by date.' },
    { text: 'Your task is to rate the essay.', finds: true, fixed: 'Rate the essay.' },
    { text: 'You are tasked with creating a menu.', finds: true, fixed: 'Create a menu.' },
    { text: 'You are responsible for creating and testing menus.', finds: false },
    { text: 'Ask the user: can you hear me? If I want you to stop, I say so.', finds: false },
  ],
};

const wishes = phraseSet(
  "(i|we) (want|need|require|expect|would like|'d like) you to",
  "(i'd|we'd) like you to",
  'your (task|job|role) (is|will be) to',
  'what (i|we) (want|need) you to do is (to|)',
);
const duties = phraseSet(
  '(you are|you will be|you have been) (tasked with|responsible for)',
  'your (task|job|role) (is|will be|involves)',
);
const questions = phraseSet('(can|could|would|will) you (please|kindly|)');

function readWish(context: RuleContext, hit: PhraseHit<string>): RuleMatch[] {
  if (!context.sentenceStarts.has(hit.first) || !isVerbAt(context, hit.end)) return [];
  return buildMatch(context, hit, removeTokens(context, hit.first, hit.end), []);
}

/** “You are tasked with creating …”: the imperative is the verb without its ending. */
function readDuty(context: RuleContext, hit: PhraseHit<string>): RuleMatch[] {
  const gerund = context.tokens[hit.end];
  const verb = GERUNDS.get(gerund?.key ?? '');
  if (verb === undefined || gerund?.gap === 'none' || !context.sentenceStarts.has(hit.first)) return [];
  const sentence = context.sentences[sentenceIndexAt(context.sentences, gerund?.span.start ?? 0)];
  // A second gerund behind “and” would be left without its verb.
  const isSimple = context.tokens
    .slice(hit.end + 1, Math.min(sentence?.end ?? 0, hit.end + REACH))
    .every(
      ({ key }, index, rest) => !/^(?:and|or|,)$/u.test(key) || !/ing$/u.test(rest[index + 1]?.key ?? ''),
    );
  if (sentence === undefined || sentence.end - hit.end > REACH || !isSimple) return [];
  const range = { first: hit.first, end: hit.end + 1 };
  const edits = replaceTokens(context, range, verb);
  return edits === null ? [] : buildMatch(context, hit, edits, []);
}

const REACH = 60;

function readQuestion(context: RuleContext, hit: PhraseHit<string>): RuleMatch[] {
  const start = context.tokens[hit.first]?.span.start ?? 0;
  const index = sentenceIndexAt(context.sentences, start);
  const sentence = context.sentences[index];
  const block = context.blocks[blockIndexAt(context.blocks, start)];
  if (sentence?.first !== hit.first || index >= OPENING_SENTENCES || block?.kind !== 'text') return [];
  if (!isVerbAt(context, hit.end)) return [];
  const mark = context.tokens[sentence.end - 1];
  const isRequest = mark?.key === '?' && !ABOUT_THE_MODEL.has(keyAt(context, hit.end));
  if (!isRequest) return [];
  return buildMatch(context, hit, removeTokens(context, hit.first, hit.end), [
    { span: mark.span, replacement: '.' },
  ]);
}

/** Further down, questions are more often samples of what users ask. */
const OPENING_SENTENCES = 2;

/** “Can you see this?” is a question indeed. */
const ABOUT_THE_MODEL = new Set(
  'see hear understand guess imagine speak know think believe be do feel remember'.split(' '),
);

function buildMatch(
  context: RuleContext,
  hit: PhraseHit<string>,
  removal: readonly TextEdit[] | null,
  more: readonly TextEdit[],
): RuleMatch[] {
  if (removal === null) return [];
  const message = `${quoteTokens(context, hit)} can go: the imperative says what to do.`;
  return [{ span: spanOfTokens(context, hit), message, edits: [...removal, ...more] }];
}
