import type { Span } from '../src/core/model.ts';
import { type Child, h } from './dom.ts';
import { t } from './text.ts';

/** What is marked inside the text of a prompt. */
export interface TextMarks {
  /** Distinct texts of placeholders. */
  readonly placeholders: readonly string[];
  /** Spans of the original that no rewrite may touch, sorted. */
  readonly frozen: readonly Span[];
}

/** For texts in which nothing is marked but what cannot be seen. */
export const noMarks: TextMarks = { placeholders: [], frozen: [] };

/**
 * Characters that turn the direction of the text around them, or that cannot be seen: shown by number, so that what
 * a prompt says is what one reads.
 */
const hiddenCharacters =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

/** Text of a prompt with its placeholders marked and hidden characters made visible. */
export function richText(text: string, marks: TextMarks): readonly Child[] {
  return splitBy(text, placeholderPattern(marks.placeholders)).map(({ piece, isMatch }) =>
    isMatch ? h('span', { class: 'placeholder' }, piece) : showHidden(piece),
  );
}

/** The stretch `span` of the original, frozen parts marked as well. */
export function richOriginal(original: string, span: Span, marks: TextMarks): readonly Child[] {
  const children: Child[] = [];
  let position = span.start;
  for (const frozen of marks.frozen) {
    const start = Math.max(frozen.start, position);
    const end = Math.min(frozen.end, span.end);
    if (end <= start) continue;
    children.push(richText(original.slice(position, start), marks));
    const title = t('Frozen: no rewrite may touch this.');
    children.push(h('span', { class: 'frozen', title }, richText(original.slice(start, end), marks)));
    position = end;
  }
  children.push(richText(original.slice(position, span.end), marks));
  return children;
}

/** Most characters of what others wrote about a prompt: a reason of a megabyte is none. */
const longestQuote = 2000;

/** What a model, a file name or an endpoint says: hidden characters by their number, and no endless text. */
export function quotedText(text: string): string {
  const short = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
  return short.replaceAll(new RegExp(hiddenCharacters.source, 'g'), codePointLabel);
}

/** Text that is white space alone, made visible: a change of it would show as nothing. */
export function visibleSpace(text: string): string {
  return text.replaceAll('\r', '').replaceAll(' ', '·').replaceAll('\t', '→').replaceAll('\n', '⏎\n');
}

function showHidden(text: string): readonly Child[] {
  return splitBy(text, hiddenCharacters).map(({ piece, isMatch }) =>
    isMatch ? h('span', { class: 'hidden-character' }, codePointLabel(piece)) : piece,
  );
}

function codePointLabel(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function placeholderPattern(placeholders: readonly string[]): RegExp | null {
  const longestFirst = [...placeholders].filter((text) => text !== '').sort((a, b) => b.length - a.length);
  return longestFirst.length === 0 ? null : new RegExp(longestFirst.map(escapePattern).join('|'));
}

function escapePattern(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
}

interface Piece {
  readonly piece: string;
  readonly isMatch: boolean;
}

function splitBy(text: string, pattern: RegExp | null): readonly Piece[] {
  if (text === '') return [];
  if (pattern === null || !pattern.test(text)) return [{ piece: text, isMatch: false }];
  const pieces: Piece[] = [];
  let position = 0;
  for (const match of text.matchAll(new RegExp(pattern.source, 'g'))) {
    if (match.index > position) pieces.push({ piece: text.slice(position, match.index), isMatch: false });
    pieces.push({ piece: match[0], isMatch: true });
    position = match.index + match[0].length;
  }
  if (position < text.length) pieces.push({ piece: text.slice(position), isMatch: false });
  return pieces;
}
