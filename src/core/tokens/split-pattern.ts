import type { EncodingName } from '../model.ts';
import { characterClass, classAt, endOfRun, endOfRunOutside, widthAt } from './character-class.ts';

/**
 * Tells where the piece of `text` that starts at `start` ends, as the pattern of an encoding would match it.
 * Hand-written after the patterns of tiktoken: every character is looked at a bounded number of times.
 */
export type PieceSplitter = (classes: Uint8Array, text: string, start: number) => number;

const { upper, lower, caseless, mark, number, space, lineEnd } = characterClass;
const letter = upper | lower | caseless;
const blank = space | lineEnd;
const wordHead = upper | caseless | mark;
const wordTail = lower | caseless | mark;
const spaceUnit = 0x20;
const slashUnit = 0x2f;
const apostropheUnit = 0x27;
const longestNumber = 3;

/** The splitter of each encoding. */
export const pieceSplitters: Readonly<Record<EncodingName, PieceSplitter>> = {
  cl100k_base: endOfPieceCl100k,
  o200k_base: endOfPieceO200k,
};

function endOfPieceCl100k(classes: Uint8Array, text: string, start: number): number {
  const suffix = endOfContraction(text, start);
  if (suffix > start) return suffix;
  const first = classAt(classes, text, start);
  if ((first & letter) !== 0) return endOfRun(classes, text, start, letter);
  if ((first & number) !== 0) return endOfNumber(classes, text, start);
  if ((first & lineEnd) === 0) {
    const second = start + widthAt(text, start);
    const end = endOfRun(classes, text, second, letter);
    if (end > second) return end;
  }
  const symbols = endOfSymbols(classes, text, start, first);
  return symbols > start ? endOfRun(classes, text, symbols, lineEnd) : endOfBlanks(classes, text, start);
}

function endOfPieceO200k(classes: Uint8Array, text: string, start: number): number {
  const first = classAt(classes, text, start);
  const word = endOfWord(classes, text, start, first);
  if (word > start) return endOfContraction(text, word);
  if ((first & number) !== 0) return endOfNumber(classes, text, start);
  const symbols = endOfSymbols(classes, text, start, first);
  return symbols > start
    ? endOfLineEndsAndSlashes(classes, text, symbols)
    : endOfBlanks(classes, text, start);
}

/** A word of o200k_base with the one foreign character that may lead it, or `start` when there is none. */
function endOfWord(classes: Uint8Array, text: string, start: number, first: number): number {
  if ((first & letter) !== 0) {
    const cased = endOfCasedWord(classes, text, start);
    return cased > start ? cased : endOfRun(classes, text, start, wordHead);
  }
  if ((first & (number | lineEnd)) !== 0) return start;
  const second = start + widthAt(text, start);
  const cased = endOfCasedWord(classes, text, second);
  if (cased > second) return cased;
  // A mark may lead a word, and may be one: the pattern tries that before a word in capitals.
  if ((first & mark) !== 0) return second;
  const capitals = endOfRun(classes, text, second, wordHead);
  return capitals > second ? capitals : start;
}

/** Capitals, then at least one character that is not a capital; `start` when the last part is missing. */
function endOfCasedWord(classes: Uint8Array, text: string, start: number): number {
  const head = endOfRun(classes, text, start, wordHead);
  const end = endOfRun(classes, text, head, wordTail);
  if (end > head) return end;
  // What may stand on both sides is given back by the head, back to the last of its kind.
  let last = head;
  while (last > start) {
    const previous = startOfCharacterBefore(text, last);
    if ((classAt(classes, text, previous) & upper) === 0) return last;
    last = previous;
  }
  return start;
}

function startOfCharacterBefore(text: string, end: number): number {
  return end >= 2 && widthAt(text, end - 2) === 2 ? end - 2 : end - 1;
}

function endOfNumber(classes: Uint8Array, text: string, start: number): number {
  let end = start;
  for (let digits = 0; digits < longestNumber && (classAt(classes, text, end) & number) !== 0; digits++) {
    end += widthAt(text, end);
  }
  return end;
}

/** An optional space and symbols after it, or `start` when there is no symbol. */
function endOfSymbols(classes: Uint8Array, text: string, start: number, first: number): number {
  const from = text.charCodeAt(start) === spaceUnit ? start + 1 : start;
  if (from === start && (first & blank) !== 0) return start;
  const end = endOfRunOutside(classes, text, from, blank | letter | number);
  return end > from ? end : start;
}

function endOfLineEndsAndSlashes(classes: Uint8Array, text: string, start: number): number {
  let end = start;
  while (text.charCodeAt(end) === slashUnit || (classAt(classes, text, end) & lineEnd) !== 0) end++;
  return end;
}

/** Blanks up to the last line end; without one, all but the last blank, which leads the next piece. */
function endOfBlanks(classes: Uint8Array, text: string, start: number): number {
  const end = endOfRun(classes, text, start, blank);
  for (let at = end; at > start; at--) {
    if ((classAt(classes, text, at - 1) & lineEnd) !== 0) return at;
  }
  return end === text.length || end - start === 1 ? end : end - 1;
}

/** The end of `'s`, `'t`, `'m`, `'d`, `'re`, `'ve` or `'ll` at `start`, whatever its case, else `start`. */
function endOfContraction(text: string, start: number): number {
  if (text.charCodeAt(start) !== apostropheUnit) return start;
  const first = text.charAt(start + 1);
  if (isOneOf(first, 'sStTmMdD')) return start + 2;
  const second = text.charAt(start + 2);
  const isLong = isOneOf(first, 'lL')
    ? isOneOf(second, 'lL')
    : isOneOf(first, 'rRvV') && isOneOf(second, 'eE');
  return isLong ? start + 3 : start;
}

function isOneOf(character: string, characters: string): boolean {
  return character !== '' && characters.includes(character);
}
