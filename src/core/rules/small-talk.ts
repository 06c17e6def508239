import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { matchPhraseAt, phraseSet, type PhraseHit } from './text/phrases.ts';
import { removeSentence } from './text/remove-sentence.ts';
import { removeTokens } from './text/tidy-edits.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';

/** Finds greetings at the start of a prompt and thanks at its end. */
export const smallTalk: Rule = {
  id: 'PO019',
  name: 'small-talk',
  title: 'Greeting or thanks',
  why: 'A model needs neither greeting nor thanks; both cost tokens in every call.',
  category: 'economy',
  severity: 'hint',
  risk: 'safe',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove it',
  find: (context) => [...findGreeting(context), ...findThanks(context)],
  examples: [
    {
      text: 'Hi ChatGPT, translate the text. Keep names.',
      finds: true,
      fixed: 'Translate the text. Keep names.',
    },
    {
      text: 'Translate the text. Keep names. Thank you in advance!',
      finds: true,
      fixed: 'Translate the text. Keep names.',
    },
    { text: 'Say hello to the user. End with thank you. Keep names.', finds: false },
    { text: 'Hello {name}, your order has left. Thank you', finds: false },
    { text: 'End the letter like this. Keep names. Close with:\nThank you!', finds: false },
  ],
};

const greetings = phraseSet(
  '(hi|hello|hey|greetings) (there|chatgpt|chat gpt|gpt|claude|gemini|bard|copilot|ai|assistant|friend|)',
  'good (morning|afternoon|evening)',
  "(i|we) hope (you are|you're) (doing|) (well|fine|great)",
);
const thanks = phraseSet(
  '(thanks|thank you) (so much|very much|a lot|kindly|)',
  '(thanks|thank you) in advance',
  '(thanks|thank you) (in advance|) for (your|the) (help|assistance|time|support|cooperation)',
  '(i|we) (really|) appreciate (your|the) (help|assistance|time|support)',
  'cheers',
);

function findGreeting(context: RuleContext): RuleMatch[] {
  const hit = matchPhraseAt(context.tokens, greetings, 0);
  if (hit === null || !isMark(keyAt(context, hit.end)) || context.sentences.length < 2) return [];
  const sentence = context.sentences[0];
  if (sentence?.first !== 0) return [];
  if (hit.end + 1 === sentence.end) return buildMatch(context, hit, removeSentence(context, 0));
  return keyAt(context, hit.end) === ',' ? buildMatch(context, hit, removeTokens(context, 0, hit.end)) : [];
}

function findThanks(context: RuleContext): RuleMatch[] {
  const index = context.sentences.length - 1;
  const sentence = context.sentences[index];
  if (sentence === undefined || index < 2) return [];
  const hit = matchPhraseAt(context.tokens, thanks, sentence.first);
  const isWhole = hit !== null && (hit.end === sentence.end || hit.end + 1 === sentence.end);
  // Behind a lead-in it is a text to write, not a word to the model.
  const previous = context.tokens[sentence.first - 1]?.key ?? '';
  const isAddressed = !/^[:,]$/u.test(previous);
  return isWhole && isAddressed ? buildMatch(context, hit, removeSentence(context, index)) : [];
}

function isMark(key: string): boolean {
  return key === ',' || key === '!' || key === '.';
}

function buildMatch(
  context: RuleContext,
  hit: PhraseHit<string>,
  edits: RuleMatch['edits'] | null,
): RuleMatch[] {
  if (edits === null || edits === undefined) return [];
  const message = `${quoteTokens(context, hit)} is addressed to a person, not to a model.`;
  return [{ span: spanOfTokens(context, hit), message, edits }];
}
