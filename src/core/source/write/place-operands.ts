import type { PromptText } from '../../model.ts';
import type { LiteralSequence } from '../literal-tree.ts';
import { isMixed, isOperand } from '../literal-tree.ts';
import type { DistributionOptions } from './distribute-chain.ts';
import { sliceValue, valueOf } from './prompt-value.ts';
import type { SequencePart } from './write-sequence.ts';

/**
 * Gives the code of a mixed sequence parts of its own: where it stands within the text of a part, the part is cut around
 * it. Null when code that must stay has gone, or would have to go where its language does not take it.
 */
export function placeOperands(
  options: DistributionOptions,
  parts: readonly SequencePart[],
): SequencePart[] | null {
  const { sequence, isRemovable } = options;
  if (!isMixed(sequence)) return [...parts];
  const operands = findOperands(sequence);
  const placed =
    sequence.separator === ''
      ? mergeLoose(operands, cutParts(options, operands, parts))
      : parts.map((part) => wholeElement(operands, part));
  const used = new Set(placed.map(({ token }) => token));
  const isLost = [...operands.indexes].some((index) => !used.has(index) && isRemovable[index] !== true);
  if (isLost) return null;
  if (sequence.separator === '') return beginWithText(operands, placed);
  return placed.every((part) => isWritable(operands, part)) ? placed : null;
}

interface Operands {
  readonly indexes: ReadonlySet<number>;
  /** The next token that says this code: each one once, then the last again. */
  take(shown: string, preferred: number | null): number | null;
  has(shown: string): boolean;
}

function findOperands({ tokens }: LiteralSequence): Operands {
  const indexes = new Set<number>();
  const places = new Map<string, number[]>();
  for (const [index, token] of tokens.entries()) {
    if (!isOperand(token)) continue;
    indexes.add(index);
    places.set(token.decoded.text, [...(places.get(token.decoded.text) ?? []), index]);
  }
  return {
    indexes,
    has: (shown) => places.has(shown),
    take: (shown, preferred) => {
      const left = places.get(shown) ?? [];
      const at = preferred === null ? 0 : Math.max(0, left.indexOf(preferred));
      const index = left[at];
      if (left.length > 1) left.splice(at, 1);
      return index ?? null;
    },
  };
}

/** A part of which it is known whether it stood in place of code. */
interface Piece extends SequencePart {
  readonly isLoose: boolean;
}

function cutParts(
  { sequence, isRemovable }: DistributionOptions,
  operands: Operands,
  parts: readonly SequencePart[],
): Piece[] {
  return parts.flatMap((part) => {
    const token = part.token === null ? undefined : sequence.tokens[part.token];
    const isLiteral = token !== undefined && !isOperand(token);
    const native = isLiteral ? codeOf(valueOf(token.decoded)) : new Set<string>();
    const pieces = cutPart(operands, part, native);
    const isGone = isLiteral && pieces.every((piece) => piece.token !== part.token);
    const mayGo = part.token !== null && isRemovable[part.token] === true && pieces.length > 0;
    const isLoose = token !== undefined && !isLiteral;
    const all = isGone && !mayGo ? [{ ...part, value: emptyText }, ...pieces] : pieces;
    return all.map((piece) => ({ ...piece, isLoose }));
  });
}

const emptyText: PromptText = { text: '', interpolations: [] };

/** Text and code of a part in turns; its first text stays with its token. Code of its own stays in the text. */
function cutPart(operands: Operands, part: SequencePart, native: ReadonlySet<string>): SequencePart[] {
  const pieces: SequencePart[] = [];
  const { value } = part;
  let token = part.token !== null && operands.indexes.has(part.token) ? null : part.token;
  let position = 0;
  const addText = (end: number): void => {
    if (end === position) return;
    pieces.push({ token, value: sliceValue(value, { start: position, end }) });
    token = null;
  };
  for (const span of value.interpolations) {
    const shown = value.text.slice(span.start, span.end);
    if (!operands.has(shown) || native.has(shown)) continue;
    addText(span.start);
    pieces.push({ token: operands.take(shown, part.token), value: sliceValue(value, span) });
    position = span.end;
  }
  addText(value.text.length);
  return pieces;
}

function codeOf({ text, interpolations }: PromptText): Set<string> {
  return new Set(interpolations.map(({ start, end }) => text.slice(start, end)));
}

/** Text that stood in place of code goes into the literal beside it, so that the chain keeps its shape. */
function mergeLoose({ indexes }: Operands, pieces: readonly Piece[]): SequencePart[] {
  const isText = ({ token }: Piece): boolean => token === null || !indexes.has(token);
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    const isPair = last !== undefined && isText(last) && isText(piece);
    if (last === undefined || !isPair || !(last.isLoose || piece.isLoose)) {
      merged.push(piece);
    } else {
      const value = joined(last.value, piece.value);
      const isLoose = last.isLoose && piece.isLoose;
      merged[merged.length - 1] = { token: last.token ?? piece.token, value, isLoose };
    }
  }
  return merged.map(({ token, value }) => ({ token, value }));
}

function joined(a: PromptText, b: PromptText): PromptText {
  const shifted = b.interpolations.map(({ start, end }) => ({
    start: start + a.text.length,
    end: end + a.text.length,
  }));
  return { text: a.text + b.text, interpolations: [...a.interpolations, ...shifted] };
}

/** One of the first two parts is a literal: between two numbers the operator would add. */
function beginWithText({ indexes }: Operands, parts: readonly SequencePart[]): SequencePart[] {
  const isCode = ({ token }: SequencePart): boolean => token !== null && indexes.has(token);
  return parts.slice(0, 2).every(isCode) ? [{ token: null, value: emptyText }, ...parts] : [...parts];
}

/** An element of a list that is nothing but code is that code; one that was code and has changed is new. */
function wholeElement(operands: Operands, part: SequencePart): SequencePart {
  const { text } = part.value;
  if (operands.has(text)) return { ...part, token: operands.take(text, part.token) };
  return part.token !== null && operands.indexes.has(part.token) ? { ...part, token: null } : part;
}

/** Code within the text of an element must be such that quotes of any kind can hold it. */
function isWritable({ indexes, has }: Operands, { token, value }: SequencePart): boolean {
  if (token !== null && indexes.has(token)) return true;
  return [...codeOf(value)].every((shown) => !has(shown) || /^\$?\{[\w$.()[\], ]+\}$/.test(shown));
}
