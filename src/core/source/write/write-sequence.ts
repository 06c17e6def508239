import type { PromptText } from '../../model.ts';
import type { LiteralSequence, LiteralToken } from '../literal-tree.ts';
import { distributeChain } from './distribute-chain.ts';
import { distributeList } from './distribute-list.ts';
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
  const parts = sequence.separator === '' ? distributeChain(options) : distributeList(options);
  if (parts === null) return null;
  return renderParts({ context, sequence, gaps, parts, manner });
}

/** What stands between two tokens, and whether it is nothing but white space and the operator. */
export interface Gap {
  readonly text: string;
  readonly isClean: boolean;
}

function gapsOf({ source }: WriterContext, { tokens, operator }: LiteralSequence): Gap[] {
  return tokens.slice(1).map((token, index) => {
    const text = source.slice(tokens[index]?.span.end, token.span.start);
    return { text, isClean: isCleanGap(text, operator) };
  });
}

function isCleanGap(text: string, operator: string): boolean {
  const bare = text.replace(/\\\r?\n/g, '').trim();
  return bare === operator;
}

/** The gap that new parts get: the last clean one, which is indented like the parts before it. */
function defaultGap(gaps: readonly Gap[]): string | null {
  return gaps.findLast(({ isClean }) => isClean)?.text ?? null;
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

function renderParts({ context, sequence, gaps, parts, manner }: Rendering): string | null {
  const { tokens, span } = sequence;
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return null;
  let result = context.source.slice(span.start, first.span.start);
  let previous: number | null = null;
  for (const [index, part] of parts.entries()) {
    const near: number = part.token ?? previous ?? 0;
    const text = renderPart(context, tokens[near] ?? first, part, manner);
    if (text === null) return null;
    if (index > 0) {
      const gap = gapBetween(gaps, parts[index - 1]?.token ?? null, part.token, previous);
      if (gap === null) return null;
      result += gap;
    }
    result += text;
    previous = part.token ?? previous;
  }
  return result + context.source.slice(last.span.end, span.end);
}

/**
 * The gap before a token is the one that stood before it, so that its comments stay with it; new parts get the
 * default one.
 */
function gapBetween(
  gaps: readonly Gap[],
  left: number | null,
  right: number | null,
  previous: number | null,
): string | null {
  const isUnbroken = right !== null && (left ?? previous) === right - 1;
  const own = isUnbroken ? gaps[right - 1] : undefined;
  return own?.text ?? defaultGap(gaps);
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
