import type { Rule } from './rule.ts';
import { phraseSet } from './text/phrases.ts';
import { findRemovable } from './text/removal-rule.ts';

/** Finds announcements that something is going to be said. */
export const announcingPhrase: Rule = {
  id: 'PO005',
  name: 'announcing-phrase',
  title: 'Announcement before the statement',
  why: 'The statement stands by itself; announcing it costs tokens and, used often, makes nothing stand out.',
  category: 'economy',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Start with the statement',
  find: (context) =>
    findRemovable(context, {
      phrases,
      isMeant: (each, { first, end }) => each.sentenceStarts.has(first) && each.tokens[end]?.kind === 'word',
      message: (quote) => `${quote} only announces what follows.`,
    }),
  examples: [
    {
      text: 'It is important to note that prices include tax. Please note that refunds take a week.',
      finds: true,
      fixed: 'Prices include tax. Refunds take a week.',
    },
    { text: 'Keep in mind that users may be minors.', finds: true, fixed: 'Users may be minors.' },
    { text: 'Note the prices. It is important to answer in time.', finds: false },
  ],
};

const phrases = phraseSet(
  "(it is|it's) (also|very|really|) (important|worth|essential|crucial|vital|critical|necessary) to (note|mention|remember|know|emphasize|emphasise|point out|keep in mind|be aware) that",
  "(it is|it's) (also|) worth (noting|mentioning|remembering|emphasizing|pointing out) that",
  'it should (also|) be noted that',
  '(please|kindly|also|) (note|bear in mind|keep in mind|be aware|be advised) that',
  '(please|) also note that',
  '(please|) remember that',
  "(i would|i'd) (also|) like to (point out|mention|note|emphasize|add|stress) that",
  'what this means is that',
  'the fact of the matter is that',
);
