import type { PromptText, Span } from '../../model.ts';
import type { LiteralSequence } from '../literal-tree.ts';
import type { Alignment } from './align-values.ts';
import { alignValues } from './align-values.ts';
import { sliceValue, valueOf } from './prompt-value.ts';
import type { SequencePart } from './write-sequence.ts';

export interface DistributionOptions {
  readonly sequence: LiteralSequence;
  readonly value: PromptText;
  /** What stands between two parts; null when no part can be added. */
  readonly gap: string | null;
  /** For each token whether it may be left out. */
  readonly isRemovable: readonly boolean[];
}

/** Text width that a part of a chain may have even when all parts were shorter. */
const comfortableLength = 90;

/** Cuts a new value into the parts of a concatenation, so that unchanged tokens keep their text. */
export function distributeChain(options: DistributionOptions): SequencePart[] {
  const { sequence, value } = options;
  const alignments = alignValues(valueOf(sequence.decoded), value);
  const parts: SequencePart[] = [];
  let offset = 0;
  let start = 0;
  for (const [index, token] of sequence.tokens.entries()) {
    offset += token.decoded.text.length;
    const isLast = index === sequence.tokens.length - 1;
    const end = isLast
      ? value.text.length
      : Math.max(start, outsideCode(value, mapOffset(alignments, offset)));
    parts.push(...partsOf(options, index, { start, end }));
    start = end;
  }
  return parts.length > 0 ? parts : [{ token: 0, value }];
}

/** Where a boundary of the old text lies in the new one; inserted text goes before the boundary. */
function mapOffset(alignments: readonly Alignment[], offset: number): number {
  let mapped = 0;
  for (const { isKept, before, after } of alignments) {
    if (before.start > offset || (before.start === offset && before.end > offset)) return mapped;
    const inside = offset - before.start;
    const length = before.end - before.start;
    mapped =
      offset >= before.end
        ? after.end
        : isKept
          ? after.start + inside
          : after.start + Math.round((inside / length) * (after.end - after.start));
  }
  return mapped;
}

/** Moves a cut out of filled-in code and out of the middle of a character. */
function outsideCode({ text, interpolations }: PromptText, offset: number): number {
  const around = interpolations.find(({ start, end }) => start < offset && offset < end);
  if (around !== undefined) return around.end;
  const unit = text.charCodeAt(offset);
  const isTrailing = unit >= 0xdc00 && unit <= 0xdfff;
  return isTrailing ? Math.min(text.length, offset + 1) : offset;
}

function partsOf(
  { sequence, value, gap, isRemovable }: DistributionOptions,
  index: number,
  span: Span,
): SequencePart[] {
  const token = sequence.tokens[index];
  if (span.start === span.end && isRemovable[index] === true && token?.decoded.text !== '') return [];
  const whole = sliceValue(value, span);
  const old = token?.decoded.text ?? '';
  if (gap?.includes('\n') !== true || whole.text === old) return [{ token: index, value: whole }];
  const longest = sequence.tokens.reduce(
    (length, { decoded }) => Math.max(length, decoded.text.length),
    comfortableLength,
  );
  const isOneLine = !old.slice(0, -1).includes('\n');
  return cut(whole, longest, isOneLine).map((piece, position) => ({
    token: position === 0 ? index : null,
    value: sliceValue(whole, piece),
  }));
}

/** Cuts after line breaks when the parts were lines, and at spaces where a part would get too long. */
function cut(value: PromptText, longest: number, atLineBreaks: boolean): Span[] {
  const pieces: Span[] = [];
  let start = 0;
  while (start < value.text.length) {
    const newline = atLineBreaks ? value.text.indexOf('\n', start) : -1;
    const lineEnd = newline === -1 ? value.text.length : outsideCode(value, newline + 1);
    const end = lineEnd - start <= longest ? lineEnd : cutAtSpace(value, start, longest, lineEnd);
    pieces.push({ start, end });
    start = end;
  }
  return pieces.length > 0 ? pieces : [{ start: 0, end: 0 }];
}

function cutAtSpace(value: PromptText, start: number, longest: number, lineEnd: number): number {
  const space = value.text.lastIndexOf(' ', start + longest - 1);
  const end = outsideCode(value, space > start ? space + 1 : start + longest);
  return Math.min(lineEnd, Math.max(end, start + 1));
}
