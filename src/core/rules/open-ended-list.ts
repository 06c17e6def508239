import type { TextEdit } from '../model.ts';
import { countLeading } from '../sorted-search.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { sentenceIndexAt } from './text/locate.ts';
import { findPhrases, phraseSet, type PhraseHit } from './text/phrases.ts';
import { keyAt, quoteTokens, spanOfTokens, type TokenRange } from './text/token-range.ts';

/** Finds “etc.” behind a list that “such as” has already opened. */
export const openEndedList: Rule = {
  id: 'PO023',
  name: 'open-ended-list',
  title: '“etc.” after “such as”',
  why: '“such as” already says that the list goes on; “etc.” says it again.',
  category: 'economy',
  severity: 'hint',
  risk: 'safe',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove the second sign of openness',
  find: findEtc,
  examples: [
    {
      text: 'Include details such as names, dates, etc. Use tables (e.g. for prices, sizes, etc.) where it helps.',
      finds: true,
      fixed:
        'Include details such as names and dates. Use tables (e.g. for prices and sizes) where it helps.',
    },
    { text: 'Include names, dates, etc. Use tables.', finds: false },
  ],
};

const endings = phraseSet(', etc', ', and so on', ', and so forth', ', and the like');
const openings = phraseSet('such as', 'e . g (.|)', 'eg (.|)', 'including');

function findEtc(context: RuleContext): RuleMatch[] {
  const opened = findPhrases(context, openings);
  return findPhrases(context, endings).flatMap((hit) => {
    const span = spanOfTokens(context, hit);
    const sentence = context.sentences[sentenceIndexAt(context.sentences, span.start)];
    if (sentence === undefined) return [];
    const opening = lastBefore(opened, hit.first);
    if (opening === undefined || opening.first < sentence.first) return [];
    const isAfterComma = keyAt(context, opening.end) === ',';
    const list = { first: opening.end + (isAfterComma ? 1 : 0), end: hit.first };
    if (!isPlainList(context, list)) return [];
    const end = cutEnd(context, hit.end, span.end);
    if (end === null) return [];
    const message = `${quoteTokens(context, { first: hit.first + 1, end: hit.end })} repeats what ${quoteTokens(context, opening)} says.`;
    return [
      {
        span,
        message,
        edits: [...joinLast(context, list), { span: { start: span.start, end }, replacement: '' }],
      },
    ];
  });
}

const LONGEST_LIST = 60;

function lastBefore(hits: readonly PhraseHit<string>[], index: number): PhraseHit<string> | undefined {
  return hits[countLeading(hits.length, (at) => (hits[at]?.end ?? 0) <= index) - 1];
}

/** At least two items and no new clause between the opening and the ending. */
function isPlainList(context: RuleContext, { first, end }: TokenRange): boolean {
  if (end - first > LONGEST_LIST) return false;
  let commas = 0;
  for (let index = first; index < end; index++) {
    const key = keyAt(context, index);
    if (/^[();:.!?]$/u.test(key)) return false;
    if (key === ',') commas++;
  }
  return commas >= 1;
}

/** Puts “and” in place of the last comma, unless the last item has one of its own. */
function joinLast(context: RuleContext, { first, end }: TokenRange): TextEdit[] {
  for (let index = end - 1; index > first; index--) {
    const token = context.tokens[index];
    if (token === undefined || /^(?:and|or)$/u.test(token.key)) return [];
    if (token.key === ',') return [{ span: token.span, replacement: ' and' }];
  }
  return [];
}

/** Where the cut ends: the full stop of “etc.” goes too unless it closes the sentence. */
function cutEnd(context: RuleContext, next: number, end: number): number | null {
  const stop = context.tokens[next];
  if (stop === undefined || context.sentenceStarts.has(next)) return end;
  if (stop.key !== '.') return /^[,;:)\]]$/u.test(stop.key) ? end : null;
  const after = context.tokens[next + 1];
  const closes = after === undefined || context.sentenceStarts.has(next + 1);
  if (closes) return end;
  return after.gap === 'space' || /^[)\]]$/u.test(after.key) ? stop.span.end : null;
}
