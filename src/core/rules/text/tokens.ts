import type { Span } from '../../model.ts';
import type { Block } from './blocks.ts';
import type { Line } from './lines.ts';

export type TokenKind = 'word' | 'number' | 'punctuation' | 'protected';

/**
 * What stands before a token: nothing, blanks, a line break inside a sentence (`soft`), a line break that ends a
 * statement (`hard`), or the border of a block.
 */
export type Gap = 'none' | 'space' | 'soft' | 'hard' | 'block';

/** `lower` also stands for everything that has no case. */
export type Shape = 'lower' | 'capitalised' | 'upper' | 'mixed';

/** The smallest unit that rules look at. `key` is lower case with straight apostrophes; empty when protected. */
export interface Token {
  readonly kind: TokenKind;
  readonly key: string;
  readonly span: Span;
  readonly gap: Gap;
  readonly shape: Shape;
}

const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}\p{M}]+)*/uy;
const NUMBER = /\d+(?:[.,]\d+)*(?![\p{L}\p{M}_])/uy;
const SOFT_WRAP_WIDTH = 60;
const LONGEST_SYMBOL_KEY = 40;

/** Cuts the contents of all blocks into tokens; list markers, heading marks and fenced lines are not among them. */
export function tokenize(source: {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly blocks: readonly Block[];
  readonly protectedSpans: readonly Span[];
}): Token[] {
  const tokens: Token[] = [];
  const cutter = createCutter(source.text, source.protectedSpans, tokens);
  for (const block of source.blocks) {
    let previous: Line | null = null;
    for (const line of source.lines.slice(block.firstLine, block.endLine)) {
      if (!line.fenced && line.kind !== 'rule') {
        cutter(line.content, previous === null ? 'block' : lineGap(source.text, previous, line));
      }
      previous = line;
    }
  }
  return tokens;
}

/** The indices of the words by their key. */
export function indexByKey(tokens: readonly Token[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  tokens.forEach(({ kind, key }, index) => {
    if (kind === 'protected') return;
    const known = places.get(key);
    if (known === undefined) places.set(key, [index]);
    else known.push(index);
  });
  return places;
}

function lineGap(text: string, previous: Line, next: Line): Gap {
  const last = text[previous.content.end - 1] ?? '';
  const first = text[next.content.start] ?? '';
  if (last === ',') return 'soft';
  if (/[.!?:;>。！？：]/u.test(last) || first === '<') return 'hard';
  if (/[\p{Ll}(]/u.test(first)) return 'soft';
  const isFull = previous.content.end - previous.content.start >= SOFT_WRAP_WIDTH;
  return isFull && /[\p{L}\p{N}]/u.test(first) && /[\p{L}\p{N}]/u.test(last) ? 'soft' : 'hard';
}

function createCutter(
  text: string,
  protectedSpans: readonly Span[],
  tokens: Token[],
): (content: Span, firstGap: Gap) => void {
  let nextProtected = 0;
  return (content, firstGap) => {
    let gap = firstGap;
    let position = content.start;
    while (position < content.end) {
      while ((protectedSpans[nextProtected]?.end ?? Infinity) <= position) nextProtected++;
      const shield = protectedSpans[nextProtected];
      const limit = Math.min(shield?.start ?? Infinity, content.end);
      if (limit <= position) {
        const end = Math.min(shield?.end ?? content.end, content.end);
        tokens.push({ kind: 'protected', key: '', span: { start: position, end }, gap, shape: 'lower' });
        position = end;
        gap = 'none';
      } else if (isSpace(text.charCodeAt(position))) {
        position++;
        if (gap === 'none') gap = 'space';
      } else {
        const token = readToken(text, position, limit, gap);
        tokens.push(token);
        position = token.span.end;
        gap = 'none';
      }
    }
  };
}

function readToken(text: string, start: number, limit: number, gap: Gap): Token {
  const plain = asciiWordEnd(text, start, limit);
  if (plain > start) return wordToken(text, { start, end: plain }, gap);
  const number = matchAt(NUMBER, text, start, limit);
  if (number !== null) {
    return { kind: 'number', key: number, span: { start, end: start + number.length }, gap, shape: 'lower' };
  }
  const word = matchAt(WORD, text, start, limit);
  if (word !== null) return wordToken(text, { start, end: start + word.length }, gap);
  const symbol = String.fromCodePoint(text.codePointAt(start) ?? 0);
  let end = start + symbol.length;
  while (end < limit && text.startsWith(symbol, end)) end += symbol.length;
  end = Math.min(Math.max(end, start + 1), limit);
  const key = text.slice(start, Math.min(end, start + LONGEST_SYMBOL_KEY));
  return { kind: 'punctuation', key, span: { start, end }, gap, shape: 'lower' };
}

/** The end of a run of English letters, if nothing follows that could belong to the word; else `start`. */
function asciiWordEnd(text: string, start: number, limit: number): number {
  let end = start;
  let code = text.charCodeAt(end) | 0x20;
  while (end < limit && code >= 97 && code <= 122) code = text.charCodeAt(++end) | 0x20;
  if (end === limit) return end;
  const next = text.charCodeAt(end);
  const mayGoOn = next > 127 || next === 39 || next === 95 || (next >= 48 && next <= 57);
  return mayGoOn ? start : end;
}

function wordToken(text: string, span: Span, gap: Gap): Token {
  const word = text.slice(span.start, span.end);
  const lower = word.toLowerCase();
  const key = lower.includes('’') ? lower.replaceAll('’', "'") : lower;
  return { kind: 'word', key, span, gap, shape: shapeOf(word, lower) };
}

function shapeOf(word: string, lower: string): Shape {
  if (word === lower) return 'lower';
  if (word.length > 1 && word === word.toUpperCase()) return 'upper';
  return word.slice(1) === lower.slice(1) ? 'capitalised' : 'mixed';
}

function matchAt(pattern: RegExp, text: string, start: number, limit: number): string | null {
  pattern.lastIndex = start;
  const match = pattern.exec(text)?.[0];
  if (match === undefined) return null;
  return match.length > limit - start ? match.slice(0, limit - start) : match;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 0xa0 || code === 0x3000;
}
