import type { PromptText, Span } from '../../model.ts';

/** A part of a prompt as a prompt of its own: interpolations that lie in it keep their places. */
export function slicePrompt({ text, interpolations }: PromptText, span: Span): PromptText {
  return {
    text: text.slice(span.start, span.end),
    interpolations: interpolations.filter(isInside(span)).map((inner) => shiftSpan(inner, -span.start)),
  };
}

/** Whether a span lies in another one with both its ends. */
export function isInside({ start, end }: Span): (inner: Span) => boolean {
  return (inner) => inner.start >= start && inner.end <= end;
}

export function shiftSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
