import { escapeUnsafeCharacters, hasUnsafeCharacters, isUnstorable } from '../escape-characters.ts';
import type { EncodingPlace } from '../language-support.ts';
import type { LiteralStyle } from '../literal-tree.ts';
import { templateStyle } from './javascript-literals.ts';

/** Text as it stands between the quotes of `style`, with no more escapes than it needs; null when it cannot. */
export function encodeJavascript(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  switch (style.dialect) {
    case 'template':
      return encodeTemplate(text, place);
    case 'raw':
      return encodeRaw(text, place);
    case 'jsx-attribute':
    case 'jsx-text':
      return encodeJsx(text, style);
    default:
      return encodeQuoted(text, style);
  }
}

function encodeQuoted(text: string, style: LiteralStyle): string {
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\'));
  return escaped.replaceAll(style.open, `\\${style.open}`).replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

function encodeTemplate(text: string, place: EncodingPlace): string {
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\')).replaceAll('`', '\\`');
  return escaped.replaceAll('${', '\\${').replace(/\n/g, place.lineBreak);
}

function encodeRaw(text: string, place: EncodingPlace): string | null {
  if (hasUnsafeCharacters(text) || text.includes('`') || text.includes('${')) return null;
  if (place.isLast && text.endsWith('\\')) return null;
  return text.replace(/\n/g, place.lineBreak);
}

/** JSX has no backslash: what cannot stand bare becomes a character reference. */
function encodeJsx(text: string, style: LiteralStyle): string | null {
  if (isUnstorable(text)) return null;
  const quote = style.open === '' ? '' : style.open;
  const bare =
    style.dialect === 'jsx-text'
      ? /[&<>{}\x01-\x1f\x7f\u2028-\u202e\u2066-\u2069]/g
      : /[&'"\x01-\x1f\x7f\u2028-\u202e\u2066-\u2069]/g;
  return text.replace(bare, (character) => {
    if (/['"]/.test(character) && character !== quote) return character;
    return `&#${character.charCodeAt(0)};`;
  });
}

/** A chain's quoted part becomes a template when code is filled in; nothing else has to change its form. */
export function javascriptAlternatives(style: LiteralStyle, needsInterpolation: boolean): LiteralStyle[] {
  return style.dialect === 'quoted' && needsInterpolation ? [templateStyle] : [];
}
