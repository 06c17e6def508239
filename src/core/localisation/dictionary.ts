/** Translations by their English texts. A form of a text for many stands under `text#category`, as `{0} tokens#few`. */
export type Dictionary = Readonly<Record<string, string>>;

/** A language and its texts; English has none, its texts are the keys. */
export interface Language {
  /** A BCP 47 tag. */
  readonly tag: string;
  readonly texts: Dictionary;
}

export const english: Language = { tag: 'en', texts: {} };

/** The text in the language, or the English one where there is no translation. */
export function textIn({ texts }: Language, key: string): string {
  return Object.hasOwn(texts, key) ? (texts[key] ?? key) : key;
}

/** The form of a text that goes with a number, by the plural rules of the language; null when it has no such form. */
export function pluralTextIn(language: Language, key: string, number: number): string | null {
  const form = `${key}#${pluralRules(language.tag).select(number)}`;
  if (Object.hasOwn(language.texts, form)) return textIn(language, form);
  return Object.hasOwn(language.texts, key) ? textIn(language, key) : null;
}

/** Fills `{0}`, `{1}` … of a text, once each; a value is never read as a template. */
export function fillText(template: string, values: readonly (string | number)[]): string {
  return template.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
}

/** Whether the language is written from right to left. */
export function isRightToLeft(tag: string): boolean {
  return ['ar', 'fa', 'he', 'iw', 'ur', 'yi'].includes(tag.split('-')[0] ?? '');
}

const firstStrongIsolate = '\u2068';
const popDirectionalIsolate = '\u2069';

/**
 * A value of a sentence as it stands in the language. Where that is read from right to left, the value keeps its own
 * direction: a file name, the name of a model. A bare number stays with what follows it, so that its percent sign keeps
 * its side.
 */
export function isolatedIn({ tag }: Language, value: string): string {
  const isBareNumber = /^\u200e?[+\u2212]?[\d.,\u00a0]*$/.test(value);
  return isBareNumber || !isRightToLeft(tag)
    ? value
    : `${firstStrongIsolate}${value}${popDirectionalIsolate}`;
}

const rulesByTag = new Map<string, Intl.PluralRules>();

function pluralRules(tag: string): Intl.PluralRules {
  const known = rulesByTag.get(tag);
  if (known !== undefined) return known;
  const rules = new Intl.PluralRules(knownTag(tag));
  rulesByTag.set(tag, rules);
  return rules;
}

/** The tag, or English for one that the platform cannot read: the editor decides what its languages are called. */
export function knownTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
