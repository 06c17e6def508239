import type { RuleContext } from './rule.ts';
import { buildPhrases } from './text/phrases.ts';
import { keyAt, type TokenRange } from './text/token-range.ts';
import { isVerbAt } from './text/verbs.ts';

/** The short form of a phrase, and where it may stand for the long one. */
export interface VerbosePhrase {
  readonly replacement: string;
  readonly fits?: (context: RuleContext, range: TokenRange) => boolean;
}

type Fits = NonNullable<VerbosePhrase['fits']>;

/** At the start of a sentence and before a verb: what follows stands as an imperative of its own. */
const opens: Fits = (context, { first, end }) =>
  context.sentenceStarts.has(first) && beforeVerb(context, { first, end });

/** The same, or behind the “and” that joins it to the verb before. */
const opensClause: Fits = (context, range) =>
  opens(context, range) || (keyAt(context, range.first - 1) === 'and' && beforeVerb(context, range));

const beforeNoun: Fits = (context, { end }) =>
  /^(?:the|a|an|your|our|its|their|this|these|existing|all|any|both|modern|advanced|built|external|available)$/u.test(
    keyAt(context, end),
  );

/** “during” wants a noun: “in the course of refusing” has no short form. */
const beforeThing: Fits = (context, { end }) =>
  context.tokens[end]?.kind === 'word' && !/ing$/u.test(keyAt(context, end));

const afterWord =
  (...words: readonly string[]): Fits =>
  (context, { first }) =>
    words.includes(keyAt(context, first - 1));

const notAfter =
  (...words: readonly string[]): Fits =>
  (context, { first }) =>
    !words.includes(keyAt(context, first - 1));

const notBefore =
  (...words: readonly string[]): Fits =>
  (context, { end }) =>
    !words.includes(keyAt(context, end));

const beforeVerb: Fits = (context, { end }) => isVerbAt(context, end);

/** `most of the users` needs its `of`; `most users` does not. */
const unbounded = notBefore(
  'the',
  'these',
  'those',
  'its',
  'their',
  'our',
  'your',
  'my',
  'this',
  'that',
  'them',
  'which',
  'it',
);

/** Long form, short form, and a condition where the long form has a second meaning. */
const table: readonly (readonly [long: string, short: string, fits?: Fits])[] = [
  ['in order to', 'to', notAfter('not')],
  ['so as to', 'to', notAfter('not')],
  ['in order that', 'so that'],
  ['in an effort to', 'to'],
  ['in an attempt to', 'to'],
  ['for the purpose of', 'for'],
  ['for the purposes of', 'for'],
  ['due to the fact that', 'because'],
  ['owing to the fact that', 'because'],
  ['because of the fact that', 'because'],
  ['in view of the fact that', 'because'],
  ['in light of the fact that', 'because'],
  ['on account of the fact that', 'because'],
  ['given the fact that', 'given that'],
  ['for the (simple|) reason that', 'because'],
  ['despite the fact that', 'although'],
  ['in spite of the fact that', 'although'],
  ['regardless of the fact that', 'although'],
  ['notwithstanding the fact that', 'although'],
  ['in the event that', 'if'],
  ['in (any|every) case where', 'if'],
  ['in (cases|situations|instances) (where|in which)', 'when'],
  ['in the case (that|where)', 'if'],
  ['in a situation (where|in which)', 'when'],
  ['under circumstances (where|in which)', 'when'],
  ['on the condition that', 'if'],
  ['with the exception of', 'except'],
  ['in the absence of', 'without'],
  ['at this point in time', 'now'],
  ['at the present (time|moment)', 'now'],
  ['at the current (time|moment)', 'now'],
  ['at that point in time', 'then'],
  ['at the time (that|when)', 'when'],
  ['until such time as', 'until'],
  ['during the course of', 'during', beforeThing],
  ['in the course of', 'during', beforeThing],
  ['prior to', 'before'],
  ['subsequent to', 'after'],
  ['in advance of', 'before', notAfter('well', 'far')],
  ['in the near future', 'soon'],
  ['on a (daily) basis', 'daily'],
  ['on a weekly basis', 'weekly'],
  ['on a monthly basis', 'monthly'],
  ['on a regular basis', 'regularly'],
  ['on a consistent basis', 'consistently'],
  [
    'with (regard|respect|regards) to',
    'about',
    afterWord('question', 'questions', 'information', 'details', 'concerns', 'advice'),
  ],
  ['in (regard|regards) to', 'about'],
  ['in reference to', 'about', afterWord('question', 'questions', 'information', 'details')],
  ['in relation to', 'about', afterWord('question', 'questions', 'information', 'details')],
  ['pertaining to', 'about'],
  ['a (large|great|vast|huge) number of', 'many', unbounded],
  ['a great many', 'many', unbounded],
  ['a (sufficient|adequate) number of', 'enough', unbounded],
  ['a sufficient amount of', 'enough', unbounded],
  ['the (vast|great|overwhelming) majority of', 'most', unbounded],
  ['a majority of', 'most', unbounded],
  ['a (large|vast) (proportion|portion) of', 'much of', unbounded],
  ['in excess of', 'more than'],
  ['in close proximity to', 'near'],
  ['by means of', 'by', notBefore('the')],
  ['through the use of', 'by using'],
  ['with the use of', 'using'],
  ['by making use of', 'using'],
  ['by (using|utilizing|utilising|leveraging) the use of', 'using'],
  ['make use of', 'use', notBefore('it')],
  ['makes use of', 'uses'],
  ['making use of', 'using'],
  ['utilize', 'use'],
  ['utilise', 'use'],
  ['utilizes', 'uses'],
  ['utilizing', 'using'],
  ['utilising', 'using'],
  ['has the (ability|capability|capacity) to', 'can'],
  ['have the (ability|capability|capacity) to', 'can', afterWord('you', 'they', 'we', 'users', 'agents')],
  ['is able to', 'can', notAfter('who')],
  ['are able to', 'can'],
  ['is in a position to', 'can'],
  ['are in a position to', 'can'],
  ['take into (account|consideration)', 'consider', notBefore('that', 'when', '.', ',')],
  ['give consideration to', 'consider'],
  ['make a decision (about|on)', 'decide on'],
  ['make a decision', 'decide'],
  ['come to a conclusion', 'conclude'],
  ['reach a conclusion', 'conclude'],
  ['make changes to', 'change', notBefore('.')],
  ['make modifications to', 'modify'],
  ['make adjustments to', 'adjust'],
  ['make improvements to', 'improve'],
  ['make a comparison between', 'compare'],
  ['make a distinction between', 'distinguish between'],
  ['make reference to', 'refer to'],
  ['make mention of', 'mention'],
  ['make an attempt to', 'try to'],
  ['place emphasis on', 'emphasize'],
  ['put emphasis on', 'emphasize'],
  ['be in accordance with', 'follow'],
  ['it is (necessary|essential|mandatory|required) that you', 'you must'],
  ['it is (imperative|crucial|critical|vital) that you', 'you must'],
  ['you are (required|obligated|obliged) to', 'you must'],
  ['you are (not allowed|not permitted|forbidden) to', 'you must not'],
  ['under no circumstances (should|must) you', 'never'],
  ['(make sure|ensure|be sure) (that|) you (always)', 'always'],
  ['(make sure|ensure|be sure) (that|) you never', 'never'],
  ["(make sure|ensure|be sure) (that|) you (do not|don't)", 'do not'],
  ['make sure (that|) you', '', opensClause],
  ['ensure (that|) you', '', opensClause],
  ['be sure (that|) you', '', opens],
  ['be sure and', '', opens],
  ['(make|be) sure to', '', opensClause],
  ['ensure to', '', opens],
  ['remember to', '', opens],
  ["(do not|don't) forget to", '', opens],
  ['never forget to', 'always', beforeVerb],
  ['never fail to', 'always', beforeVerb],
  ["(do not|don't) fail to", '', opens],
  ['feel free to', 'you may', opens],
  ['go ahead and', '', opens],
  ['take the time to', '', opens],
  ['take a moment to', '', opens],
  [
    'the fact that',
    'that',
    afterWord('note', 'mention', 'consider', 'remember', 'ignore', 'acknowledge', 'emphasize', 'highlight'),
  ],
  [
    'whether or not',
    'whether',
    afterWord(
      'determine',
      'decide',
      'check',
      'indicate',
      'say',
      'state',
      'tell',
      'know',
      'see',
      'on',
      'of',
      'about',
      'verify',
      'evaluate',
      'assess',
    ),
  ],
  ['as to whether', 'whether'],
  ['the question (of|as to) whether', 'whether'],
  ['each and every', 'every'],
  ['first and foremost', 'first'],
  ['and also', 'and', notBefore(',')],
  ['in conjunction with', 'with'],
  ['in combination with', 'with'],
  ['in a (clear and concise|concise and clear) (manner|way|fashion)', 'clearly and concisely'],
  ['in a clear (manner|way|fashion)', 'clearly'],
  ['in a concise (manner|way|fashion)', 'concisely'],
  ['in a brief (manner|way|fashion)', 'briefly'],
  ['in a polite (manner|way|fashion)', 'politely'],
  ['in a professional (manner|way|fashion)', 'professionally'],
  ['in a respectful (manner|way|fashion)', 'respectfully'],
  ['in a consistent (manner|way|fashion)', 'consistently'],
  ['in a timely (manner|fashion)', 'promptly'],
  ['in a systematic (manner|way|fashion)', 'systematically'],
  ['in a logical (manner|way|fashion)', 'logically'],
  ['in a natural (manner|way|fashion)', 'naturally'],
  ['in an accurate (manner|way|fashion)', 'accurately'],
  ['in an efficient (manner|way|fashion)', 'efficiently'],
  ['in an effective (manner|way|fashion)', 'effectively'],
  ['in an appropriate (manner|way|fashion)', 'appropriately'],
  ['in such a (way|manner) that', 'so that'],
  ['in (a manner|such a manner) that', 'so that'],
  ['in the (form|format|shape) of a', 'as a'],
  ['in the form of an', 'as an'],
  ['in the form of', 'as'],
  ['the way in which', 'how'],
  ['the manner in which', 'how'],
  ['a total of', '', (context, { end }) => context.tokens[end]?.kind === 'number'],
  ['the end result', 'the result'],
  ['final outcome', 'outcome'],
  ['basic fundamentals', 'fundamentals'],
  ['completely eliminate', 'eliminate'],
  ['absolutely essential', 'essential'],
  ['completely unique', 'unique'],
  ['combine together', 'combine'],
  ['merge together', 'merge'],
  ['repeat again', 'repeat'],
  ['refer back to', 'refer to'],
  ['in spite of', 'despite'],
  ['in lieu of', 'instead of'],
  ['in the vicinity of', 'near'],
  ['for the duration of', 'during', beforeThing],
  ['of (critical|crucial|vital|utmost|paramount) importance', 'essential', afterWord('is', 'are')],
  ['has a tendency to', 'tends to'],
  ['have a tendency to', 'tend to'],
  ['on the grounds that', 'because'],
  ['as a result of', 'because of'],
  ['as a consequence of', 'because of'],
  ['in the majority of (cases|instances)', 'usually'],
  ['in some (cases|instances)', 'sometimes'],
  ['all of the', 'all the'],
  ['is dependent (on|upon)', 'depends on'],
  ['are dependent (on|upon)', 'depend on'],
  ['is applicable to', 'applies to'],
  ['are applicable to', 'apply to'],
  ['provide me with', 'give me', notBefore('.', ',')],
  ['provide us with', 'give us', notBefore('.', ',')],
  ['provide you with', 'give you', notBefore('.', ',')],
  ['provide them with', 'give them', notBefore('.', ',')],
  ['provide the user with', 'give the user', notBefore('.', ',')],
  ['provide users with', 'give users', notBefore('.', ',')],
  ['leverage', 'use', beforeNoun],
  ['leveraging', 'using', beforeNoun],
  ['short and concise', 'short'],
  ['brief and concise', 'brief'],
  ['concise and (brief|short|succinct|to the point)', 'concise'],
  ['clear and (understandable|easy to understand)', 'clear'],
  ['accurate and correct', 'accurate'],
  ['comprehensive and (detailed|thorough|complete)', 'comprehensive'],
  ['detailed and (comprehensive|thorough)', 'detailed'],
  ['thorough and (comprehensive|detailed)', 'thorough'],
  [
    'as well as',
    'and',
    (context, { end }) => !/^(?:possible|you|they|it|any|i|we|the|ever)$|ing$/u.test(keyAt(context, end)),
  ],
  ['when it comes to', 'for', opens],
  ['for the sake of', 'for'],
];

/** The tree of all roundabout phrases. */
export const verbosePhrases = buildPhrases<VerbosePhrase>(
  table.map(([long, short, fits]) => [
    long,
    fits === undefined ? { replacement: short } : { replacement: short, fits },
  ]),
);
