/** A piece of HTML. Only `html` makes one, so that no text gets into a document unescaped. */
export interface Html {
  readonly markup: string;
}

type HtmlValue = string | number | Html | readonly Html[];

/** Joins pieces of HTML; texts and numbers between them are escaped. */
export function html(pieces: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = pieces.map((piece, index) => piece + markupOf(values[index] ?? ''));
  return { markup: parts.join('') };
}

export const nothing: Html = { markup: '' };

function markupOf(value: HtmlValue): string {
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

/**
 * Characters that would order, hide or break the text around them: controls but tab and line feed, and the marks that
 * change the direction of writing (Unicode 16, UAX 9). They are shown by their numbers.
 */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[&<>"']/gu, (character) => entities[character] ?? '')
    .replace(
      unseen,
      (character) => `[U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}]`,
    );
}
