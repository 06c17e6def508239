import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { findPhrases, phraseSet } from './text/phrases.ts';
import { articleFor } from './text/tidy-edits.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';

/** Finds praise heaped on the role: “a very helpful, highly intelligent and knowledgeable assistant”. */
export const inflatedRole: Rule = {
  id: 'PO006',
  name: 'inflated-role',
  title: 'Praise in the role',
  why: 'Naming the role helps; praising it does not make the answers better and costs tokens in every call.',
  category: 'economy',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Keep the role, drop the praise',
  find: (context) =>
    findPhrases(context, openings)
      .filter(({ first }) => context.sentenceStarts.has(first))
      .flatMap(({ end }) => findPraise(context, end)),
  examples: [
    {
      text: 'You are a very helpful, friendly and knowledgeable AI assistant for our shop.',
      finds: true,
      fixed: 'You are a friendly AI assistant for our shop.',
    },
    {
      text: 'Act as a world-class, highly skilled editor.',
      finds: true,
      fixed: 'Act as an editor.',
    },
    { text: 'You are a helpful assistant. You are an experienced tax lawyer.', finds: false },
  ],
};

const openings = phraseSet(
  "(you are|you're|act as|act like|imagine you are|pretend to be|pretend you are|take on the role of|assume the role of) (a|an)",
);

const DEGREES = new Set(
  'very highly extremely incredibly exceptionally super truly really deeply immensely amazingly extraordinarily'.split(
    ' ',
  ),
);
const PRAISE = new Set(
  'helpful knowledgeable intelligent smart skilled skillful talented brilliant capable competent proficient powerful renowned amazing awesome great excellent outstanding exceptional qualified sophisticated legendary'.split(
    ' ',
  ),
);
const KEPT = new Set(
  'friendly professional experienced expert senior junior creative polite patient empathetic honest strict neutral formal careful cautious concise curious witty humorous accurate precise detail-oriented'.split(
    ' ',
  ),
);
const HYPHENATED = phraseSet(
  'world - class',
  'world class',
  'top - tier',
  'top - notch',
  'best - in - class',
);

interface Adjective {
  readonly first: number;
  readonly end: number;
  readonly isPraise: boolean;
  readonly hasDegree: boolean;
}

/** Reads the adjectives that follow the article at `first - 1` and drops those that only praise. */
function findPraise(context: RuleContext, first: number): RuleMatch[] {
  const { adjectives, end } = readAdjectives(context, first);
  const praise = adjectives.filter(({ isPraise }) => isPraise);
  const head = context.tokens[end];
  if (praise.length < 2 && !praise.some(({ hasDegree }) => hasDegree)) return [];
  if (head?.kind !== 'word' || head.gap !== 'space') return [];
  const kept = adjectives
    .filter(({ isPraise }) => !isPraise)
    .map((range) => context.text.slice(spanOfTokens(context, range).start, spanOfTokens(context, range).end));
  const next = kept[0] ?? context.text.slice(head.span.start, head.span.end);
  const article = isInitialism(next) ? initialismArticle(next) : articleFor(next.toLowerCase());
  if (article === null) return [];
  const range = { first: first - 1, end };
  const { start } = spanOfTokens(context, range);
  const replacement = [article, ...joinAdjectives(kept)].join(' ') + ' ';
  const message = `${quoteTokens(context, range)} praises the role; the model gets no better by it.`;
  return [
    {
      span: spanOfTokens(context, range),
      message,
      edits: [{ span: { start, end: head.span.start }, replacement }],
    },
  ];
}

function readAdjectives(context: RuleContext, first: number): { adjectives: Adjective[]; end: number } {
  const adjectives: Adjective[] = [];
  let end = first;
  for (;;) {
    const start = skipJoiners(context, end, adjectives.length > 0);
    const adjective = readAdjective(context, start);
    if (adjective === null) return { adjectives, end };
    adjectives.push(adjective);
    end = adjective.end;
  }
}

function skipJoiners(context: RuleContext, index: number, mayJoin: boolean): number {
  let next = index;
  if (mayJoin && keyAt(context, next) === ',') next++;
  if (mayJoin && keyAt(context, next) === 'and') next++;
  return next;
}

function readAdjective(context: RuleContext, first: number): Adjective | null {
  const hasDegree = DEGREES.has(keyAt(context, first));
  const start = hasDegree ? first + 1 : first;
  const hyphenated = HYPHENATED.next.has(keyAt(context, start)) ? readHyphenated(context, start) : 0;
  if (hyphenated > 0) return { first, end: start + hyphenated, isPraise: true, hasDegree: true };
  const key = keyAt(context, start);
  if (PRAISE.has(key)) return { first, end: start + 1, isPraise: true, hasDegree };
  return KEPT.has(key) ? { first: start, end: start + 1, isPraise: false, hasDegree } : null;
}

function readHyphenated(context: RuleContext, start: number): number {
  const words = [0, 1, 2, 3, 4].map((offset) => keyAt(context, start + offset));
  if (words.slice(0, 5).join(' ') === 'best - in - class') return 5;
  if (/^(?:world - class|top - tier|top - notch)/u.test(words.slice(0, 3).join(' '))) return 3;
  return words.slice(0, 2).join(' ') === 'world class' ? 2 : 0;
}

function joinAdjectives(kept: readonly string[]): string[] {
  if (kept.length < 2) return [...kept];
  return [`${kept.slice(0, -1).join(', ')} and ${kept.at(-1) ?? ''}`];
}

function isInitialism(word: string): boolean {
  return /^[A-Z]{2,}$/u.test(word);
}

/** Letters whose names begin with a vowel: an AI, an SQL expert, a UX designer. */
function initialismArticle(word: string): 'a' | 'an' {
  return /^[AEFHILMNORSX]/u.test(word) ? 'an' : 'a';
}
