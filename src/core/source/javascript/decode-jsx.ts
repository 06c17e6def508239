import type { Span } from '../../model.ts';
import type { TextBuilder } from '../decoded-text.ts';
import type { RunPlace } from './decode-javascript.ts';

/** The entities that occur in prose; text with another named one is left alone. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '\u00a9',
  reg: '\u00ae',
  trade: '\u2122',
  hellip: '\u2026',
  mdash: '\u2014',
  ndash: '\u2013',
  lsquo: '\u2018',
  rsquo: '\u2019',
  ldquo: '\u201c',
  rdquo: '\u201d',
  bull: '\u2022',
  middot: '\u00b7',
  times: '\u00d7',
  rarr: '\u2192',
  larr: '\u2190',
};

/**
 * Text between tags as React shows it: lines are trimmed and joined by one space, empty lines vanish, except next to
 * tags and code on the same line. Attributes keep their text, line breaks in them are not read.
 */
export function decodeJsxRun(builder: TextBuilder, source: string, run: Span, place: RunPlace): boolean {
  if (place.dialect === 'jsx-attribute') {
    return !/[\r\n]/.test(source.slice(run.start, run.end)) && decodeEntities(builder, source, run);
  }
  let hasText = false;
  for (const line of inkedLines(source, run)) {
    if (hasText) builder.joint(' ', line.start);
    if (!decodeEntities(builder, source, line)) return false;
    hasText = true;
  }
  return true;
}

/** The lines of a run that show something, without the white space that JSX drops. */
function inkedLines(source: string, run: Span): Span[] {
  const lines: Span[] = [];
  for (let start = run.start; start <= run.end;) {
    const newline = source.indexOf('\n', start);
    const isLast = newline === -1 || newline >= run.end;
    const lineEnd = isLast ? run.end : newline;
    let from = start;
    let to = lineEnd;
    if (start !== run.start) while (from < to && isBlank(source[from])) from++;
    if (!isLast) while (to > from && isBlank(source[to - 1])) to--;
    if (to > from) lines.push({ start: from, end: to });
    start = lineEnd + 1;
  }
  return lines;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r';
}

function decodeEntities(builder: TextBuilder, source: string, { start, end }: Span): boolean {
  let position = start;
  while (position < end) {
    const found = source.indexOf('&', position);
    const at = found === -1 ? end : Math.min(found, end);
    builder.verbatim(source, position, at);
    if (at === end) return true;
    const match = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]\w{1,31}));/i.exec(
      source.slice(at, Math.min(end, at + 40)),
    );
    if (match === null) {
      builder.verbatim(source, at, at + 1);
      position = at + 1;
    } else {
      const character = entityValue(match);
      if (character === null) return false;
      builder.escape(character, at, at + match[0].length);
      position = at + match[0].length;
    }
  }
  return true;
}

function entityValue([, decimal, hex, name]: RegExpExecArray): string | null {
  if (name !== undefined) return entities[name] ?? null;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
