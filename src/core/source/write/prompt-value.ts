import type { PromptText, Span } from '../../model.ts';
import type { DecodedText } from '../decoded-text.ts';
import { interpolationsOf } from '../decoded-text.ts';

/** The text of a decoded literal without its map. */
export function valueOf(decoded: DecodedText): PromptText {
  return { text: decoded.text, interpolations: interpolationsOf(decoded) };
}

/** A stretch of a value. Interpolations that are cut by its ends are a bug of the caller and are left out. */
export function sliceValue(value: PromptText, { start, end }: Span): PromptText {
  const interpolations = value.interpolations
    .filter((span) => span.start >= start && span.end <= end)
    .map((span) => ({ start: span.start - start, end: span.end - start }));
  return { text: value.text.slice(start, end), interpolations };
}

/** True when both say the same with the same code filled in at the same places. */
export function isSameValue(a: PromptText, b: PromptText): boolean {
  return (
    a.text === b.text &&
    a.interpolations.length === b.interpolations.length &&
    a.interpolations.every(
      ({ start, end }, index) =>
        start === b.interpolations[index]?.start && end === b.interpolations[index].end,
    )
  );
}

/** Rewrites the plain text of a value by `change`, which sees each interpolation as one unusual character. */
export function changeText(value: PromptText, change: (text: string) => string): PromptText {
  if (value.interpolations.length === 0) return { text: change(value.text), interpolations: [] };
  const mark = unusedCharacter(value.text);
  const sources = value.interpolations.map(({ start, end }) => value.text.slice(start, end));
  let masked = '';
  let position = 0;
  for (const { start, end } of value.interpolations) {
    masked += value.text.slice(position, start) + mark;
    position = end;
  }
  const pieces = change(masked + value.text.slice(position)).split(mark);
  let text = pieces[0] ?? '';
  const interpolations: Span[] = [];
  for (const [index, piece] of pieces.slice(1).entries()) {
    const source = sources[index] ?? '';
    interpolations.push({ start: text.length, end: text.length + source.length });
    text += source + piece;
  }
  return { text, interpolations };
}

/** A private-use character that the text does not have. */
function unusedCharacter(text: string): string {
  let code = 0xe000;
  while (text.includes(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}
