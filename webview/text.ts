import {
  english,
  fillText,
  isolatedIn,
  isRightToLeft,
  knownTag,
  type Language,
  pluralTextIn,
  textIn,
} from '../src/core/localisation/dictionary.ts';
import { translateSentence } from '../src/core/localisation/translate-sentence.ts';

let language: Language = english;
let isMirrored = false;

/** Speaks another language from now on: the host says which, before its first snapshot. */
export function speak(spoken: Language): void {
  language = { ...spoken, tag: knownTag(spoken.tag) };
  isMirrored = isRightToLeft(language.tag);
  numberFormats.clear();
}

/** The language of numbers and dates. */
export function languageTag(): string {
  return language.tag;
}

/** Whether the panel is read from right to left. */
export function isRightToLeftPanel(): boolean {
  return isMirrored;
}

/**
 * Fills `{0}`, `{1}` … of a sentence. Every text of the panel passes here, in whole sentences, so that all can be
 * translated: the English template is the key.
 */
export function t(template: string, ...values: readonly (string | number)[]): string {
  return fillText(textIn(language, template), isolated(values));
}

/** The form for one or for any other number; `{0}` is the number as shown. Other languages have forms of their own. */
export function plural(number: number, one: string, other: string, shown = formatCount(number)): string {
  const translated = pluralTextIn(language, other, number);
  const text = translated ?? textIn(language, number === 1 ? one : other);
  return fillText(text, isolated([shown]));
}

/** Marks a text of a table as one that is translated when it is shown, by `t(table[name])`. */
export function key<const Text extends string>(text: Text): Text {
  return text;
}

/** A sentence of the core in the language of the panel; one that is not known stays as it is. */
export function localise(sentence: string): string {
  if (language.tag === 'en') return sentence;
  const translated = translateSentence(language, sentence);
  // A sentence that begins with the words of others takes their direction without a mark.
  return isMirrored && translated !== sentence ? `${rightToLeftMark}${translated}` : translated;
}

const rightToLeftMark = '\u200f';

/** Facts in a row: from right to left each keeps its own order, so that no number slips into its neighbour. */
export function joinParts(parts: readonly string[]): string {
  return parts.map(asOne).join(' · ');
}

/** A text that runs like the panel, whatever stands around it and whatever it begins with. */
export function asOne(text: string): string {
  return isMirrored ? `${rightToLeftIsolate}${text}${popDirectionalIsolate}` : text;
}

/** A number with its thousands apart. */
export function formatCount(number: number): string {
  return numberFormat({ maximumFractionDigits: 3 }).format(number);
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** A format for numbers in the language of the panel. */
export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = JSON.stringify(options);
  const known = numberFormats.get(name);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(language.tag, options);
  numberFormats.set(name, format);
  return format;
}

const rightToLeftIsolate = '\u2067';
const popDirectionalIsolate = '\u2069';

function isolated(values: readonly (string | number)[]): readonly (string | number)[] {
  if (!isMirrored) return values;
  return values.map((value) => (typeof value === 'number' ? value : isolatedIn(language, value)));
}
