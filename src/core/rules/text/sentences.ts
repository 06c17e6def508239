import type { Span } from '../../model.ts';
import type { Token } from './tokens.ts';

/** A sentence, a list item without full stop, a heading or a line that stands for itself. */
export interface Sentence {
  readonly span: Span;
  /** Indices into the tokens of the text, half-open; the closing punctuation is included. */
  readonly first: number;
  readonly end: number;
  /** True at the start of a block. */
  readonly opensBlock: boolean;
}

const TERMINATOR = /^[.!?…。！？]+$/u;
const CLOSER = /^["'”’)\]*_»]+$/u;
const OPENING_MARK = /^(?:[-*•–—▪●‣_>→✅✔❌]|\*{2,3}|__|\/\/)$/u;
const ABBREVIATIONS = new Set(
  'eg ie vs cf al nr fig eq ch vol pp dr mr mrs ms prof st inc ltd co corp dept approx jan feb mar apr jun jul aug sep sept oct nov'.split(
    ' ',
  ),
);

/** Cuts tokens into sentences at full stops, statement-ending line breaks and borders of blocks. */
export function splitSentences(tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = [];
  let first = 0;
  for (let index = 1; index <= tokens.length; index++) {
    if (index < tokens.length && !startsSentence(tokens, index)) continue;
    const opening = tokens[first];
    const closing = tokens[index - 1];
    if (opening === undefined || closing === undefined) break;
    sentences.push({
      span: { start: opening.span.start, end: closing.span.end },
      first,
      end: index,
      opensBlock: opening.gap === 'block',
    });
    first = index;
  }
  return sentences;
}

/** Where sentences begin: at their first token and, behind dashes, bullets or marks of emphasis, at their first word. */
export function findSentenceStarts(tokens: readonly Token[], sentences: readonly Sentence[]): Set<number> {
  const starts = new Set<number>();
  for (const { first, end } of sentences) {
    let index = first;
    starts.add(index);
    while (index < end - 1 && OPENING_MARK.test(tokens[index]?.key ?? '')) starts.add(++index);
  }
  return starts;
}

function startsSentence(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || token.gap === 'block' || token.gap === 'hard') return true;
  if (token.gap === 'none') return false;
  let last = index - 1;
  while (last > index - 4 && tokens[last]?.gap === 'none' && CLOSER.test(tokens[last]?.key ?? '')) last--;
  const terminator = tokens[last];
  if (terminator === undefined || !TERMINATOR.test(terminator.key) || terminator.gap !== 'none') return false;
  return terminator.key !== '.' || !isAbbreviated(tokens, last, token);
}

function isAbbreviated(tokens: readonly Token[], stop: number, next: Token): boolean {
  const word = tokens[stop - 1];
  if (word?.kind !== 'word') return false;
  if (word.key === 'etc') return next.kind === 'word' && next.shape === 'lower';
  return ABBREVIATIONS.has(word.key) || (word.key.length === 1 && word.key !== 'i');
}
