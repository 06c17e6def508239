import type { Span } from '../../model.ts';

/**
 * Where a quote stands in a text, the first time; null when it does not occur exactly. White space at its ends is no
 * part of the evidence.
 */
export function locateQuote(text: string, quote: string): Span | null {
  const passage = quote.trim();
  const start = passage === '' ? -1 : text.indexOf(passage);
  return start < 0 ? null : { start, end: start + passage.length };
}
