import type { Span } from '../model.ts';
import type { TextBuilder } from './decoded-text.ts';

interface DecodeRun {
  readonly builder: TextBuilder;
  readonly source: string;
  readonly run: Span;
  /** Finds the characters that may not stand for themselves; global. */
  readonly special: RegExp;
  /** Decodes what begins at `rest.start` and returns where the text goes on; null for what the language rejects. */
  readonly decodeSpecial: (rest: Span) => number | null;
}

/** Decodes a stretch of a literal: all but the special characters stands for itself. False when one is rejected. */
export function decodeRun({ builder, source, run, special, decodeSpecial }: DecodeRun): boolean {
  // Searched on its own: in the source a search without a hit would go on to the end of the file.
  const text = source.slice(run.start, run.end);
  let position = run.start;
  while (position < run.end) {
    special.lastIndex = position - run.start;
    const found = special.exec(text);
    const at = found === null ? run.end : run.start + found.index;
    builder.verbatim(source, position, at);
    if (at === run.end) return true;
    const next = decodeSpecial({ start: at, end: run.end });
    if (next === null) return false;
    position = next;
  }
  return true;
}
