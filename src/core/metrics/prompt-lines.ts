import type { Placeholder } from '../model.ts';
import { withoutFiller } from './filler-lexicon.ts';
import { splitUnits } from './text-units.ts';
import type { PromptUnits, TextUnit } from './text-units.ts';

/** A unit of a prompt without its filler: striking a filler phrase changes no line. */
export interface PromptLine {
  readonly unit: TextUnit;
  readonly words: readonly string[];
  /** The words with one space between, without punctuation and filler. */
  readonly plain: string;
}

/** A prompt as lines, with the typography of the whole. */
export interface PromptLines extends PromptUnits {
  readonly lines: readonly PromptLine[];
}

/** Cuts a prompt into lines. Comments are left out; placeholders count as marks, not as words. */
export function readLines(text: string, placeholders: readonly Placeholder[]): PromptLines {
  const units = splitUnits(stripComments(maskPlaceholders(text, placeholders)));
  return { ...units, lines: units.units.map(readUnit) };
}

/** True for a heading, a tag line or a label such as `Input:`. */
export function isSectionMark({ unit }: PromptLine): boolean {
  return unit.kind === 'heading' || unit.kind === 'tag' || labelStart.test(unit.text);
}

const labelStart = /^[\p{L}][\p{L}\p{N} _-]{0,40}:(?:\s|$)/u;

function readUnit(unit: TextUnit): PromptLine {
  const words = withoutFiller(unit.words);
  return { unit, words, plain: words.join(' ') };
}

/** Names inside placeholders are not words of the prompt: `{review}` asks for no review. */
function maskPlaceholders(text: string, placeholders: readonly Placeholder[]): string {
  let masked = '';
  let position = 0;
  for (const { span } of [...placeholders].sort((a, b) => a.span.start - b.span.start)) {
    if (span.start < position) continue;
    masked += `${text.slice(position, span.start)}…`;
    position = span.end;
  }
  return masked + text.slice(position);
}

function stripComments(text: string): string {
  const parts = text.split('<!--');
  const [first = '', ...rest] = parts;
  return (
    first + rest.map((part) => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : part)).join(' ')
  );
}
