import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { sentenceIndexAt } from './text/locate.ts';
import { findPhrases, phraseSet, type PhraseHit } from './text/phrases.ts';
import type { Sentence } from './text/sentences.ts';
import { keyAt, quoteTokens, spanOfTokens, type TokenRange } from './text/token-range.ts';

/** Finds requests for a list without an end: “as many ideas as possible”. */
export const unboundedList: Rule = {
  id: 'PO024',
  name: 'unbounded-list',
  title: 'List without an end',
  why: 'Without a limit the answer is as long as the model likes, and the output is what costs most.',
  category: 'constraints',
  severity: 'information',
  risk: null,
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  find: findUnbounded,
  examples: [
    { text: 'List all possible uses of a brick.', finds: true },
    { text: 'Generate as many ideas as possible.', finds: true },
    { text: 'List all names in the text. Generate as many ideas as possible, at most 10.', finds: false },
  ],
};

const requests = phraseSet(
  '(list|name|enumerate|generate|suggest|give me|provide|tell me|write down) (all|every) (the|) (possible|conceivable|imaginable)',
  'as many',
  '(tell me|write|list|give me) everything (you know|about|there is)',
);

/** “as many … as possible” with up to three words between; other phrases are complete as they are. */
function completeRange(context: RuleContext, hit: PhraseHit<string>): TokenRange | null {
  if (hit.entry !== 'as many') return hit;
  if (!asksForList(context, hit.first)) return null;
  for (let index = hit.end; index <= hit.end + 3; index++) {
    if (keyAt(context, index) !== 'as') continue;
    if (keyAt(context, index + 1) === 'possible') return { first: hit.first, end: index + 2 };
    const youCan = keyAt(context, index + 1) === 'you' && keyAt(context, index + 2) === 'can';
    return youCan ? { first: hit.first, end: index + 3 } : null;
  }
  return null;
}

/** A verb that asks for items of text stands close before. */
function asksForList(context: RuleContext, index: number): boolean {
  return [1, 2, 3].some((distance) => LISTING.has(keyAt(context, index - distance)));
}

const LISTING = new Set(
  'list generate give provide write suggest name find create brainstorm produce include'.split(' '),
);

/** Words that set a limit or name a source in which the list comes to its end. */
const BOUNDS = new Set(
  'maximum minimum most least top up limit limited no only first best between from provided given following above below mentioned listed document text context data input'.split(
    ' ',
  ),
);

function findUnbounded(context: RuleContext): RuleMatch[] {
  return findPhrases(context, requests).flatMap((hit) => {
    const range = completeRange(context, hit);
    if (range === null) return [];
    const span = spanOfTokens(context, range);
    const sentence = context.sentences[sentenceIndexAt(context.sentences, span.start)];
    if (sentence === undefined || isBounded(context, sentence, range)) return [];
    return [{ span, message: `${quoteTokens(context, range)} sets no limit: say how many at most.` }];
  });
}

function isBounded(context: RuleContext, sentence: Sentence, hit: TokenRange): boolean {
  const first = Math.max(sentence.first, hit.first - REACH);
  return context.tokens
    .slice(first, Math.min(sentence.end, hit.end + REACH))
    .some(({ kind, key }) => kind === 'protected' || kind === 'number' || BOUNDS.has(key));
}

/** Tokens around a request in which its limit would stand. */
const REACH = 30;
