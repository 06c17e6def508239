import { escapeUnsafeCharacters, hasUnsafeCharacters } from '../escape-characters.ts';
import type { EncodingPlace } from '../language-support.ts';
import type { LiteralStyle } from '../literal-tree.ts';
import { pythonStyle } from './python-literals.ts';

/** Text as it stands between the quotes of `style`, with no more escapes than it needs; null when it cannot. */
export function encodePython(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  const braced = style.hasInterpolation ? text.replace(/[{}]/g, '$&$&') : text;
  if (style.dialect === 'raw') return encodeRaw(braced, style, place);
  return style.open.length === 3 ? encodeTriple(braced, style, place) : encodeSingle(braced, style);
}

function encodeSingle(text: string, style: LiteralStyle): string {
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\'));
  return escaped.replaceAll(style.open, `\\${style.open}`).replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

function encodeTriple(text: string, style: LiteralStyle, place: EncodingPlace): string {
  const quote = style.open.charAt(0);
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\'));
  // Two quotes in a row are text, the third would close the literal.
  const guarded = escaped.replaceAll(style.open, `${quote}${quote}\\${quote}`);
  const closed =
    place.isLast && guarded.endsWith(quote) && !guarded.endsWith(`\\${quote}`)
      ? `${guarded.slice(0, -1)}\\${quote}`
      : guarded;
  return closed.replace(/\n/g, place.lineBreak);
}

function encodeRaw(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  if (hasUnsafeCharacters(text)) return null;
  if (place.isLast && (text.endsWith('\\') || text.endsWith(style.open.charAt(0)))) return null;
  if (text.includes(style.open)) return null;
  if (style.open.length === 1) return text.includes('\n') ? null : text;
  return text.replace(/\n/g, place.lineBreak);
}

/** Without `r`, then with the other kind of quotes; with `f` when code is filled in. */
export function pythonAlternatives(style: LiteralStyle, needsInterpolation: boolean): LiteralStyle[] {
  const letters = style.prefix.toLowerCase();
  const marker = /f/i.exec(style.prefix)?.[0] ?? (needsInterpolation ? 'f' : '');
  const openings: string[] = [];
  if (marker !== '' && !letters.includes('f'))
    openings.push(style.prefix.replace(/u/i, '') + marker + style.open);
  if (letters.includes('r')) openings.push(marker + style.open);
  return openings.map(pythonStyle).filter((candidate) => candidate !== null);
}
