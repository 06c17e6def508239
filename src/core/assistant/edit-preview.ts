import { diffHunks, type Hunk } from '../diff/hunks.ts';

/** A piece of a small diff; `gap` stands for unchanged text that is left out. */
export interface PreviewPart {
  readonly kind: 'same' | 'removed' | 'added' | 'gap';
  readonly text: string;
}

/** Unchanged characters that are shown on each side of a change. */
const contextLength = 48;
/** Characters of one removed or added stretch that are shown. */
const longestStretch = 1200;
/** Changes beyond these are left out. */
const mostHunks = 12;

/** The changes between two texts with a few words around each, to be read at a glance. */
export function previewEdit(before: string, after: string): readonly PreviewPart[] {
  const hunks = diffHunks(before, after);
  const shown = hunks.slice(0, mostHunks);
  const parts: PreviewPart[] = [];
  let position = 0;
  for (const hunk of shown) {
    parts.push(...textBetween(before, position, hunk.beforeSpan.start), ...changeOf(hunk));
    position = hunk.beforeSpan.end;
  }
  const rest = contextAfter(before, position, before.length);
  parts.push(...part('same', rest));
  if (position + rest.length < before.length || hunks.length > shown.length) parts.push(gap);
  return parts;
}

const gap: PreviewPart = { kind: 'gap', text: '…' };

function textBetween(text: string, from: number, to: number): readonly PreviewPart[] {
  const isFirst = from === 0;
  if (to - from <= (isFirst ? contextLength : 2 * contextLength)) return part('same', text.slice(from, to));
  const start = contextBefore(text, from, to);
  return [...(isFirst ? [] : part('same', contextAfter(text, from, to))), gap, ...part('same', start)];
}

function changeOf({ before, after }: Hunk): readonly PreviewPart[] {
  return [...part('removed', clip(before)), ...part('added', clip(after))];
}

function part(kind: PreviewPart['kind'], text: string): readonly PreviewPart[] {
  return text === '' ? [] : [{ kind, text }];
}

function clip(text: string): string {
  return text.length <= longestStretch ? text : `${text.slice(0, wholeAt(text, longestStretch))}…`;
}

/** The last words before a place, cut at a word where there is one. */
function contextBefore(text: string, from: number, to: number): string {
  const window = text.slice(wholeAt(text, Math.max(from, to - contextLength)), to);
  const space = window.search(/\s/u);
  return space < 0 || space > contextLength / 2 ? window : window.slice(space + 1);
}

function contextAfter(text: string, from: number, to: number): string {
  if (to - from <= contextLength) return text.slice(from, to);
  const window = text.slice(from, wholeAt(text, from + contextLength));
  const space = window.lastIndexOf(' ');
  return space < contextLength / 2 ? window : window.slice(0, space);
}

/** A place that does not part the two halves of a character. */
function wholeAt(text: string, position: number): number {
  const code = text.charCodeAt(position);
  return code >= 0xdc00 && code <= 0xdfff ? position + 1 : position;
}
