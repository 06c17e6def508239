import type { Span } from '../model.ts';

/** How a source is passed over: the offsets, in order, at which a literal of three words or more can begin. */
export type LiteralMarks = readonly number[];

const newline = 10;
const backslash = 92;
const openingBrace = 123;
const backquote = 96;
const dollar = 36;

/**
 * Marks every quote that can open a literal with two blanks in it, alone or with the parts that it is chained to, and
 * every `.join(`. A node that holds no mark holds no such literal. Nothing is lexed: a quote in a comment or at the end
 * of a literal may be marked in vain, but none that opens one is left out. Holds for languages in which every literal
 * stands between `'`, `"` or backquotes, and a quote inside is escaped by a backslash or by doubling it. Linear in the
 * length of the source.
 */
export function markWordyQuotes(source: string, within: Span): LiteralMarks {
  const marks: number[] = [];
  const ends = new QuoteEnds(source);
  const signs = /["'`]|\.join\b/g;
  signs.lastIndex = within.start;
  for (let match = signs.exec(source); match !== null; match = signs.exec(source)) {
    const at = match.index;
    if (at >= within.end) break;
    if (match[0].length > 1 || opensWords(source, at, ends.after(at))) marks.push(at);
  }
  return marks;
}

/** The next quote of the same kind, asked for in order of place. */
class QuoteEnds {
  readonly #source: string;
  readonly #known = new Map<string, number>();

  constructor(source: string) {
    this.#source = source;
  }

  after(at: number): number {
    const quote = this.#source.charAt(at);
    const known = this.#known.get(quote) ?? -1;
    if (known > at) return known;
    const next = this.#source.indexOf(quote, at + 1);
    const end = next === -1 ? this.#source.length : next;
    this.#known.set(quote, end);
    return end;
  }
}

/** Whether a literal from the quote at `start` can hold two blanks; `end` is the next quote of its kind. */
function opensWords(source: string, start: number, end: number): boolean {
  const quote = source.charCodeAt(start);
  let blanks = 0;
  for (let at = start + 1; at < end; at++) {
    const unit = source.charCodeAt(at);
    // A backslash may escape the next quote, and code that is filled in may hold one.
    if (unit === backslash || (unit === openingBrace && mayFillIn(source, start, at))) return true;
    // Only backquotes enclose bare line breaks.
    if (unit === newline && quote !== backquote) return false;
    if (isBlank(unit) && ++blanks === 2) return true;
  }
  // Three quotes in a row, or one doubled to stand for itself.
  return source.charCodeAt(end + 1) === quote || goesOn(source, end + 1) || wentBefore(source, start - 1);
}

/** Whether the literal that begins after `last` may be a part of a longer one: a `+` stands before it. */
function wentBefore(source: string, last: number): boolean {
  let at = last;
  while (at >= 0 && /[\s(a-z]/i.test(source.charAt(at))) at--;
  return source[at] === '+';
}

/** Whether the brace at `brace` begins code: `${` anywhere, `{` in a literal with a prefix such as `f`. */
function mayFillIn(source: string, start: number, brace: number): boolean {
  return source.charCodeAt(brace - 1) === dollar || /[a-z]/i.test(source.charAt(start - 1));
}

/** Whether the literal that ends before `from` may be a part of a longer one. */
function goesOn(source: string, from: number): boolean {
  let at = from;
  for (; at < source.length; at++) {
    const unit = source.charCodeAt(at);
    if (!isBlank(unit) && unit !== 13 && source[at] !== ')') break;
  }
  return /^(?:[+\\#/"'`]|[a-z]{1,3}["'])/i.test(source.slice(at, at + 4));
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === newline || unit === 9;
}
