import type { PromptText } from '../../model.ts';
import type { LiteralSequence, LiteralToken } from '../literal-tree.ts';
import { isOperand, sumStyle } from '../literal-tree.ts';
import { distributeChain } from './distribute-chain.ts';
import { distributeList } from './distribute-list.ts';
import { placeOperands } from './place-operands.ts';
import type { WriterContext, WritingManner } from './write-token.ts';
import { writeLiteral, writeToken } from './write-token.ts';

/** A part of the new value and the token that it replaces; null for a part that is new. */
export interface SequencePart {
  readonly token: number | null;
  readonly value: PromptText;
}

/** A chain or joined list with a new value; null when a part cannot be written. */
export function writeSequence(
  context: WriterContext,
  sequence: LiteralSequence,
  value: PromptText,
  manner: WritingManner,
): string | null {
  const gaps = gapsOf(context, sequence);
  const options = { sequence, value, gap: defaultGap(gaps), isRemovable: removability(gaps) };
  const distributed = sequence.separator === '' ? distributeChain(options) : distributeList(options);
  const parts = distributed === null ? null : placeOperands(options, distributed);
  if (parts === null) return null;
  return renderParts({ context, sequence, gaps, parts, manner });
}

/** What stands between two tokens, and whether it is nothing but white space and the operator. */
export interface Gap {
  readonly text: string;
  readonly isClean: boolean;
  /** The gap without its comments; null when there is more in it than these. */
  readonly bare: string | null;
}

function gapsOf({ source }: WriterContext, { tokens, operator }: LiteralSequence): Gap[] {
  return tokens.slice(1).map((token, index) => {
    const text = source.slice(tokens[index]?.span.end, token.span.start);
    const bare = withoutComments(text);
    return { text, isClean: isCleanGap(text, operator), bare: isCleanGap(bare, operator) ? bare : null };
  });
}

function isCleanGap(text: string, operator: string): boolean {
  const bare = text.replace(/\\\r?\n/g, '').trim();
  return bare === operator;
}

function withoutComments(gap: string): string {
  return gap.replace(/[ \t]*(?:#|\/\/)[^\r\n]*/g, '').replace(/\/\*[^*]*\*\//g, '');
}

/** The gap that new parts get: the last clean one, which is indented like the parts before it, or one without its comment. */
function defaultGap(gaps: readonly Gap[]): string | null {
  const clean = gaps.findLast(({ isClean }) => isClean);
  return clean?.text ?? gaps.findLast(({ bare }) => bare !== null)?.bare ?? null;
}

/** A token goes only when no comment or parenthesis beside it would go with it. */
function removability(gaps: readonly Gap[]): boolean[] {
  return Array.from({ length: gaps.length + 1 }, (_, index) =>
    [gaps[index - 1], gaps[index]].every((gap) => gap?.isClean !== false),
  );
}

interface Rendering {
  readonly context: WriterContext;
  readonly sequence: LiteralSequence;
  readonly gaps: readonly Gap[];
  readonly parts: readonly SequencePart[];
  readonly manner: WritingManner;
}

function renderParts(rendering: Rendering): string | null {
  const { context, sequence, parts, manner } = rendering;
  const { tokens, span } = sequence;
  const first = tokens[0];
  if (first === undefined) return null;
  let result = context.source.slice(span.start, first.span.start);
  let previous: number | null = null;
  for (const [index, part] of parts.entries()) {
    const near = tokens[part.token ?? literalNear(tokens, previous ?? 0)] ?? first;
    const text = isOperand(near)
      ? operandSource(context, near, index)
      : renderPart(context, near, part, manner);
    if (text === null) return null;
    if (index > 0) {
      const gap = gapBetween(rendering, parts[index - 1]?.token ?? null, part.token, previous);
      if (gap === null) return null;
      result += gap;
    }
    result += text;
    previous = part.token ?? previous;
  }
  return result + closingOf(rendering).text;
}

/**
 * The gap between two parts. The one that stood before a token goes before it, so that comments above it stay with it; a
 * comment that follows a token on its line goes behind that token. Everything else gets the default one.
 */
function gapBetween(
  rendering: Rendering,
  left: number | null,
  right: number | null,
  previous: number | null,
): string | null {
  const { gaps } = rendering;
  if (right === null) return gapToNew(rendering, left);
  if (left === right - 1) return gaps[left]?.text ?? null;
  const before = previous === right - 1 ? gaps[right - 1] : undefined;
  const isFree = before !== undefined && !hasTrailingComment(before.text);
  return isFree ? before.text : defaultGap(gaps);
}

/** The gap between a part and a new one behind it. */
function gapToNew(rendering: Rendering, left: number | null): string | null {
  const { gaps } = rendering;
  const behind = left === null ? undefined : gaps[left];
  if (behind !== undefined && hasTrailingComment(behind.text)) return behind.text;
  const isLast = left === gaps.length;
  return (isLast ? closingOf(rendering).gap : null) ?? defaultGap(gaps);
}

function hasTrailingComment(gap: string): boolean {
  return /^[ \t]*[,+.]?[ \t]*(?:#|\/\/|\/\*)/.test(gap);
}

/** What follows the last part, and the gap to a new part behind the last token when a comment follows that one. */
function closingOf({ context, sequence, gaps, parts }: Rendering): { text: string; gap: string | null } {
  const { tokens, span } = sequence;
  const text = context.source.slice(tokens.at(-1)?.span.end ?? span.end, span.end);
  const separator = /\s+$/.exec(defaultGap(gaps) ?? '')?.[0] ?? null;
  const comment = /^(,?)([ \t]*(?:#|\/\/)[^\r\n]*)/.exec(text);
  const isGrown = parts.at(-1)?.token === null;
  if (comment === null || separator === null || !isGrown) return { text, gap: null };
  const [whole, comma = '', note = ''] = comment;
  return { text: comma + text.slice(whole.length), gap: `,${note}${separator}` };
}

/** Code as it stands; a sum that is no longer the first part adds up what it did only in parentheses. */
function operandSource({ source }: WriterContext, { style, span }: LiteralToken, position: number): string {
  const code = source.slice(span.start, span.end);
  return style === sumStyle && position > 0 ? `(${code})` : code;
}

/** The index of the literal nearest to a token: new text is written like it. */
function literalNear(tokens: readonly LiteralToken[], index: number): number {
  const isLiteral = (token: LiteralToken): boolean => !isOperand(token);
  const before = tokens.slice(0, index + 1).findLastIndex(isLiteral);
  return before === -1 ? tokens.findIndex(isLiteral) : before;
}

function renderPart(
  context: WriterContext,
  near: LiteralToken,
  part: SequencePart,
  manner: WritingManner,
): string | null {
  if (part.token !== null) return writeToken(context, near, part.value, manner);
  const needsInterpolation = part.value.interpolations.length > 0;
  const styles = [near.style, ...context.support.alternatives(near.style, needsInterpolation)];
  for (const style of styles) {
    const written = writeLiteral(context, style, part.value);
    if (written !== null) return written;
  }
  return null;
}
