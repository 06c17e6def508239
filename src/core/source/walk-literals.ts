import type { TreeCursor } from 'web-tree-sitter';
import type { Span } from '../model.ts';
import { countLeading } from '../sorted-search.ts';
import { interpolationsOf, sourceSpanOf } from './decoded-text.ts';
import type { LanguageSupport } from './language-support.ts';
import { tokensOf } from './literal-sequences.ts';
import type { FoundLiteral, LiteralTree } from './literal-tree.ts';
import { isOperand, isWhole } from './literal-tree.ts';
import type { ParsedSource } from './source-parser.ts';
import { markWordyQuotes, type LiteralMarks } from './wordy-quotes.ts';

interface WalkOptions {
  readonly parsed: ParsedSource;
  readonly support: LanguageSupport;
  /** Nodes shorter than this many characters are not looked into. */
  readonly minimumLength: number;
  /** Leaves out literals of fewer than three words, before they are read. */
  readonly wordsOnly?: boolean;
  /** Only what touches this stretch of the source; all of it unless said otherwise. */
  readonly within?: Span;
}

/**
 * All literals of a file in the order of their start. A chain is one literal; its parts are not reported. A chain with
 * code in it, and the list behind `[...].join()`, are reported as a whole and, marked as parts, by their literals.
 * Literals inside filled-in code are reported on their own. Now and then null comes between them, for callers that do
 * a long work in turns.
 */
export function* walkLiterals({
  parsed,
  support,
  minimumLength,
  wordsOnly,
  within = { start: 0, end: parsed.source.length },
}: WalkOptions): Generator<FoundLiteral | null> {
  const { source, tree } = parsed;
  const candidates = tree.language.types.map((name) => (support.literalTypes.has(name) ? name : null));
  const enclosing: Enclosing[] = [];
  const isQuoted = wordsOnly === true && support.isQuoted?.(source, parsed.language.id) === true;
  const mayHold = isQuoted ? markSearch(source, within) : touches(within);
  const cursor = tree.walk();
  let mayGoDown: boolean;
  let steps = 0;
  try {
    do {
      const start = cursor.startIndex;
      const end = cursor.endIndex;
      if (++steps % stepsOfRest === 0) yield null;
      mayGoDown = end - start >= minimumLength && mayHold(start, end);
      const type = mayGoDown ? candidates[cursor.nodeTypeId] : null;
      if (typeof type !== 'string' || !support.mayRead(type, source, start, end)) continue;
      if (wordsOnly === true && !hasWords(source, start, end)) continue;
      const role = roleAt(enclosing, { start, end });
      if (role === 'covered') continue;
      const node = cursor.currentNode;
      const literal = support.read(node, source);
      if (literal === null) continue;
      enclosing.push(enclosingOf(literal));
      yield { tree: literal, node, isPart: role === 'part' };
    } while (advance(cursor, mayGoDown));
  } finally {
    cursor.delete();
  }
}

/** As many nodes as are passed in a millisecond. */
const stepsOfRest = 4096;

/** A reported literal that later nodes may lie in. Its spans are sorted and apart from each other. */
interface Enclosing extends Span {
  /** Filled-in code: what lies in it stands free. */
  readonly code: readonly Span[];
  /** The tokens of a list or of a chain with code, which are reported as parts; null for all other literals. */
  readonly parts: readonly Span[] | null;
  /** The code between the literals of a chain. */
  readonly operands: readonly Span[];
}

function enclosingOf(literal: LiteralTree): Enclosing {
  const code = interpolationsOf(literal.decoded)
    .map((span) => sourceSpanOf(literal.decoded, span))
    .filter((span) => span !== null);
  if (!isWhole(literal)) return { ...literal.span, code, parts: null, operands: [] };
  const tokens = tokensOf(literal);
  const isChain = literal.kind === 'sequence' && literal.separator === '';
  // The literals of a chain can be smaller chains, which are no single tokens.
  const parts = isChain ? [literal.span] : tokens.map((token) => token.span);
  const operands = isChain ? tokens.filter(isOperand).map((token) => token.span) : [];
  return { ...literal.span, code, parts, operands };
}

/** Whether a node stands free, is an element of a joined list, or belongs to a literal already reported. */
function roleAt(enclosing: Enclosing[], span: Span): 'free' | 'part' | 'covered' {
  while ((enclosing.at(-1)?.end ?? Infinity) <= span.start) enclosing.pop();
  const around = enclosing.at(-1);
  if (around === undefined || span.start < around.start || holds(around.code, span)) return 'free';
  if (around.parts === null) return 'covered';
  if (!holds(around.parts, span)) return 'free';
  return isAcrossCode(around, span) ? 'covered' : 'part';
}

function holds(outer: readonly Span[], { start, end }: Span): boolean {
  const around = outer[countLeading(outer.length, (index) => (outer[index]?.start ?? Infinity) <= start) - 1];
  return around !== undefined && end <= around.end;
}

/** A chain with code in it is made of smaller ones, of which only the outermost is reported. */
function isAcrossCode({ operands }: Enclosing, { start, end }: Span): boolean {
  const next = operands[countLeading(operands.length, (at) => (operands[at]?.start ?? Infinity) < start)];
  return next !== undefined && next.end <= end;
}

function touches(within: Span): (start: number, end: number) => boolean {
  return (start, end) => start < within.end && end > within.start;
}

/** Tells of stretches in the order of their start whether a literal with words can begin in them. */
function markSearch(source: string, within: Span): (start: number, end: number) => boolean {
  const marks: LiteralMarks = markWordyQuotes(source, within);
  let next = 0;
  return (start, end) => {
    while ((marks[next] ?? Infinity) < start) next++;
    return (marks[next] ?? Infinity) < end;
  };
}

/** Moves to the next node in preorder, into the present one only where that can hold a literal. */
function advance(cursor: TreeCursor, mayGoDown: boolean): boolean {
  if (mayGoDown && cursor.gotoFirstChild()) return true;
  while (!cursor.gotoNextSibling()) {
    if (!cursor.gotoParent()) return false;
  }
  return true;
}

/** Two blanks at least between start and end. */
function hasWords(source: string, start: number, end: number): boolean {
  const first = blankAfter(source, start, end);
  return first !== -1 && blankAfter(source, first + 1, end) !== -1;
}

function blankAfter(source: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const unit = source.charCodeAt(at);
    if (unit === 32 || unit === 10 || unit === 9) return at;
  }
  return -1;
}
