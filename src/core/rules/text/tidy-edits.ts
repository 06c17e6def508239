import type { TextEdit } from '../../model.ts';
import type { RuleContext } from '../rule.ts';
import type { Token } from './tokens.ts';

/**
 * Edits that take the tokens `[first, end)` out of their sentence and leave it well-formed: one space where two
 * words meet, no comma without a neighbour, a capital where the sentence now begins, `a` or `an` as the next word
 * wants it. Null where that cannot be done.
 */
export function removeTokens(context: RuleContext, first: number, end: number): readonly TextEdit[] | null {
  if (context.sentenceStarts.has(first)) return removeOpening(context, first, end);
  const previous = context.tokens[first - 1];
  const next = tokenInLine(context, end);
  const isLast = next === null || isStop(next) || next.key === ',';
  return previous?.key === ',' && isLast
    ? removeAfterComma(context, first, end)
    : removeInside(context, first, end);
}

function removeAfterComma(context: RuleContext, first: number, end: number): readonly TextEdit[] {
  const start = context.tokens[first - 1]?.span.start ?? 0;
  const next = tokenInLine(context, end);
  const bothCommas = next?.key === ',' && !needsComma(context, first, end);
  const cutEnd = bothCommas ? next.span.end : context.tokens[end - 1]?.span.end;
  return [{ span: { start, end: cutEnd ?? start }, replacement: '' }];
}

function removeInside(context: RuleContext, first: number, end: number): readonly TextEdit[] | null {
  const previous = context.tokens[first - 1];
  const opening = context.tokens[first];
  const closing = context.tokens[end - 1];
  const next = tokenInLine(context, end);
  if (previous === undefined || opening === undefined || closing === undefined) return null;
  if (next?.gap === 'none' && !isStop(next) && next.key !== ',') return null;
  const article = fixArticle(previous, next);
  if (article === null) return null;
  if (opening.gap === 'space') {
    return [...article, { span: { start: previous.span.end, end: closing.span.end }, replacement: '' }];
  }
  // After a line break or an opening bracket the blank behind the words goes instead of the one before them.
  if (next === null || next.gap === 'none') return null;
  return [...article, { span: { start: opening.span.start, end: next.span.start }, replacement: '' }];
}

/** Replaces tokens by words in the same capitalisation; null when the tokens are written in capitals. */
export function replaceTokens(
  context: RuleContext,
  range: { readonly first: number; readonly end: number },
  replacement: string,
): readonly TextEdit[] | null {
  const opening = context.tokens[range.first];
  const closing = context.tokens[range.end - 1];
  if (opening === undefined || closing === undefined || isShouted(context, range.first, range.end))
    return null;
  const text = opening.shape === 'capitalised' ? capitalise(replacement) : replacement;
  return [{ span: { start: opening.span.start, end: closing.span.end }, replacement: text }];
}

/** True when all of several words are in capitals. */
export function isShouted(context: RuleContext, first: number, end: number): boolean {
  for (let index = first; index < end; index++) {
    const token = context.tokens[index];
    if (token?.kind === 'word' && token.shape !== 'upper' && token.key.length > 1) return false;
  }
  return true;
}

/** The same word with its first letter in upper case. */
export function capitalise(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 32);
  return word === '' ? '' : first.toUpperCase() + word.slice(first.length);
}

/** Upper-cases the first letter of a token, if it is a plain lower-case word. */
export function capitaliseToken(context: RuleContext, index: number): readonly TextEdit[] {
  const token = context.tokens[index];
  if (token?.kind !== 'word' || token.shape !== 'lower' || isPartOfName(context, index)) return [];
  const first = String.fromCodePoint(context.text.codePointAt(token.span.start) ?? 32);
  const upper = first.toUpperCase();
  if (upper === first) return [];
  const span = { start: token.span.start, end: token.span.start + first.length };
  return [{ span, replacement: upper }];
}

/** Part of a name in code, which is written as it is: `focus-metavariable`, `user_name`, `file.txt`. */
function isPartOfName({ tokens, text }: RuleContext, index: number): boolean {
  const token = tokens[index];
  if (token === undefined || token.key.includes('_')) return true;
  const next = tokens[index + 1];
  const isGlued = next?.gap === 'none' && /^[-./(:\\=[@#]$/u.test(next.key);
  return isGlued && /^[\p{L}\p{N}(]/u.test(text.slice(next.span.end, next.span.end + 1));
}

function removeOpening(context: RuleContext, first: number, end: number): readonly TextEdit[] | null {
  const opening = context.tokens[first];
  let following = end;
  while (/^(?:,|-|–|—)$/u.test(tokenInLine(context, following)?.key ?? '')) following++;
  const next = tokenInLine(context, following);
  if (opening === undefined || next === null || isStop(next) || next.gap === 'none') return null;
  const cut: TextEdit = { span: { start: opening.span.start, end: next.span.start }, replacement: '' };
  return opening.shape === 'lower' ? [cut] : joinEdits([cut, ...capitaliseToken(context, following)]);
}

/** Joins edits that touch, so that a list of edits is also a list of separate places. */
function joinEdits(edits: readonly TextEdit[]): TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of edits) {
    const last = joined.at(-1);
    if (last?.span.end !== edit.span.start) joined.push(edit);
    else {
      joined[joined.length - 1] = {
        span: { start: last.span.start, end: edit.span.end },
        replacement: last.replacement + edit.replacement,
      };
    }
  }
  return joined;
}

/** The token at `index`, unless a new statement starts there. */
function tokenInLine(context: RuleContext, index: number): Token | null {
  const token = context.tokens[index];
  if (token === undefined || token.gap === 'hard' || token.gap === 'block') return null;
  return context.sentenceStarts.has(index) ? null : token;
}

function isStop(token: Token): boolean {
  return /^[.!?:;…)\]"”]+$/u.test(token.key);
}

/** In a list of three or more the comma after the removed words separates what remains. */
function needsComma(context: RuleContext, first: number, end: number): boolean {
  const isComma = (index: number): boolean => context.tokens[index]?.key === ',';
  for (let distance = 2; distance <= 5; distance++) {
    if (isComma(first - distance) || isComma(end + distance)) return true;
  }
  return false;
}

/** Makes an article agree with the word that follows it now; null when the spelling does not tell. */
function fixArticle(previous: Token, next: Token | null): readonly TextEdit[] | null {
  if (previous.key !== 'a' && previous.key !== 'an') return [];
  if (next?.kind !== 'word' || next.shape === 'upper' || next.shape === 'mixed') return null;
  const wanted = articleFor(next.key);
  if (wanted === null || previous.shape === 'upper') return null;
  if (wanted === previous.key) return [];
  const replacement = previous.shape === 'capitalised' ? capitalise(wanted) : wanted;
  return [{ span: previous.span, replacement }];
}

/** `a` or `an`; null where the spelling does not tell the sound. */
export function articleFor(word: string): 'a' | 'an' | null {
  if (/^(?:one|once|uni(?!n|m)|use|usu|util|eu|ubiq)/u.test(word)) return 'a';
  if (/^(?:hour|honest|honou?r|heir)/u.test(word)) return 'an';
  if (/^[aeio]/u.test(word) || /^u[bcdglmnprst]/u.test(word)) return 'an';
  return /^[b-df-hj-np-tv-z]/u.test(word) && word.length > 2 ? 'a' : null;
}
