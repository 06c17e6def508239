import { findCode, type CodeSpan } from './code-spans.ts';
import { indexTags, type TagIndex } from './tags.ts';
import { splitLines, type Line } from './text-scan.ts';

/** What every part of the contract asks of a text, found once. */
export interface TextReading {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly code: readonly CodeSpan[];
  readonly tags: TagIndex;
}

/** Reads lines, code and tags of a text. Linear. */
export function readText(text: string): TextReading {
  const lines = splitLines(text);
  return { text, lines, code: findCode(text, lines), tags: indexTags(text) };
}
