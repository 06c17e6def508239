import { type Dictionary, fillText, isolatedIn, type Language, pluralTextIn, textIn } from './dictionary.ts';

/** A template with values, cut into what stands around them. */
interface Pattern {
  readonly key: string;
  readonly literals: readonly string[];
  /** Number of the value behind each literal but the last. */
  readonly order: readonly number[];
  /** Values between quotation marks: words of others, which are never translated. */
  readonly quoted: ReadonlySet<number>;
}

/** Letters that a template must have of its own: one of values alone would fit every sentence. */
const fewestOwnCharacters = 6;

/** From so many letters on, a template is known whatever its values are. */
const tellingCharacters = 14;

/** A text longer than this is no sentence of ours. */
const mostCharacters = 2000;

/** Sentences in a row that are told apart: reasons of one change, for example. */
const mostSentences = 12;

const patternsOf = new WeakMap<Dictionary, readonly Pattern[]>();

/**
 * A sentence that the core has made in English, in another language. What the core says is kept and shared in English
 * (reports, histories), and is translated where it is shown: as it is, sentence by sentence, or by the template that it
 * was made from. A value that is a text or a template by itself (`4 cases`) is translated too, but none inside of it.
 * What is not known stays English.
 */
export function translateSentence(language: Language, sentence: string): string {
  if (sentence.length > mostCharacters) return sentence;
  const [head = '', place = ''] = placePattern.exec(sentence) ?? [];
  if (head === '') return translateText(language, sentence);
  const said = sentence.slice(head.length);
  const translated = translateText(language, said);
  return translated === said ? sentence : `${isolatedIn(language, place)}: ${translated}`;
}

/** `tests.yaml:12: This cannot be used.`: the line of a file that a sentence is about. */
const placePattern = /^([^\s:]{1,300}:\d{1,7}): /;

function translateText(language: Language, text: string): string {
  return (
    exactly(language, text) ??
    translateAll(language, text) ??
    translateEnd(language, text) ??
    byPattern(language, text, phraseOf) ??
    translateEach(language, text)
  );
}

function exactly(language: Language, sentence: string): string | null {
  const whole = textIn(language, sentence);
  return whole === sentence ? null : whole;
}

function translateOne(language: Language, sentence: string): string | null {
  return exactly(language, sentence) ?? byPattern(language, sentence, phraseOf);
}

/** What a value becomes; null where it stays as it is. */
type ReadValue = (language: Language, value: string) => string | null;

function byPattern(language: Language, sentence: string, read: ReadValue): string | null {
  for (const pattern of patterns(language.texts)) {
    const values = match(sentence, pattern);
    if (values === null) continue;
    const translated = values.map(
      (value, index) =>
        formattedNumber(language, value) ??
        (pattern.quoted.has(index) ? null : read(language, value)) ??
        isolatedIn(language, value),
    );
    return fillText(formOf(language, pattern.key, values), translated);
  }
  return null;
}

/** A value that is a text of ours by itself, with or without the full stop; a single word may be anybody's. */
function phraseOf(language: Language, value: string): string | null {
  if (!value.includes(' ')) return null;
  const whole =
    exactly(language, value) ?? countOf(language, value) ?? byPattern(language, value, () => null);
  if (whole !== null) return whole;
  return exactly(language, `${value}.`)?.replace(/\.$/, '') ?? null;
}

/** `4 cases`, `-2.5 points`: a number and what it counts. */
function countOf(language: Language, value: string): string | null {
  const [number = '', noun = ''] = value.split(/ (.*)/s, 2);
  const key = `{0} ${noun}`;
  if (!/^-?\d[\d.,]*$/.test(number) || !Object.hasOwn(language.texts, key)) return null;
  return fillText(formOf(language, key, [number]), [formattedNumber(language, number) ?? number]);
}

/** `1,200` and `5.3` as the language writes them; null for what is no number, and for one that looks alike everywhere. */
function formattedNumber({ tag }: Language, value: string): string | null {
  if (!/^-?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9}\.\d{1,4})$/.test(value)) return null;
  const digits = value.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(Number(value.replaceAll(',', '')));
}

/** The form that goes with the first whole number among the values. */
function formOf(language: Language, key: string, values: readonly string[]): string {
  const count = values.find((value) => /^-?\d{1,3}(?:,?\d{3}){0,3}$/.test(value));
  const form = count === undefined ? null : pluralTextIn(language, key, Number(count.replaceAll(',', '')));
  return form ?? textIn(language, key);
}

/** `Missing or changed: {{name}}.`: what is wrong, then the places that show it. */
function translateHead(language: Language, sentence: string): string | null {
  const end = sentence.indexOf(': ');
  const head = end < 0 ? null : exactly(language, sentence.slice(0, end));
  return head === null ? null : `${head}: ${isolatedIn(language, sentence.slice(end + 2))}`;
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?]) /);
}

/** Sentences in a row that are all known one by one; null when one is not. */
function translateAll(language: Language, text: string): string | null {
  const sentences = sentencesOf(text);
  if (sentences.length === 1 || sentences.length > mostSentences) return null;
  const translated: string[] = [];
  for (const sentence of sentences) {
    const one = translateOne(language, sentence);
    if (one === null) return null;
    translated.push(one);
  }
  return translated.join(' ');
}

/** What ends in sentences of ours that are known by heart: they belong to no value of the sentence before. */
function translateEnd(language: Language, text: string): string | null {
  const sentences = sentencesOf(text);
  if (sentences.length > mostSentences) return null;
  for (let first = 1; first < sentences.length; first++) {
    const end = exactly(language, sentences.slice(first).join(' '));
    if (end === null) continue;
    const before = sentences.slice(0, first).join(' ');
    const translated = translateText(language, before);
    return `${translated === before ? wordsOfOthers(language, before) : translated} ${end}`;
  }
  return null;
}

/** A sentence that stays as it is among translated ones; its full stop is theirs. */
function wordsOfOthers(language: Language, sentence: string): string {
  const end = /[.!?]$/.test(sentence) ? -1 : sentence.length;
  return `${isolatedIn(language, sentence.slice(0, end))}${sentence.slice(end)}`;
}

/** Takes the longest known row of sentences from the front, again and again. */
function translateEach(language: Language, text: string): string {
  const sentences = sentencesOf(text);
  if (sentences.length === 1 || sentences.length > mostSentences)
    return translateHead(language, text) ?? text;
  const translated: string[] = [];
  let isAnyKnown = false;
  for (let first = 0; first < sentences.length;) {
    const { found, end } = longestKnown(language, sentences, first);
    isAnyKnown ||= found !== null;
    translated.push(found ?? wordsOfOthers(language, sentences[first] ?? ''));
    first = end;
  }
  return isAnyKnown ? translated.join(' ') : text;
}

/** The longest known row of sentences from one on, and where the next begins. */
function longestKnown(
  language: Language,
  sentences: readonly string[],
  first: number,
): { readonly found: string | null; readonly end: number } {
  for (let end = sentences.length; end > first; end--) {
    const found = translateOne(language, sentences.slice(first, end).join(' '));
    if (found !== null) return { found, end };
  }
  return { found: translateHead(language, sentences[first] ?? ''), end: first + 1 };
}

function patterns(texts: Dictionary): readonly Pattern[] {
  const known = patternsOf.get(texts);
  if (known !== undefined) return known;
  const made = Object.keys(texts)
    .filter((key) => /\{\d\}/.test(key) && !key.includes('#'))
    .map(patternOf)
    .filter(({ literals }) => ownLength(literals) >= fewestOwnCharacters)
    // The most telling first: `{0} of {1} scored` before `{0} scored`.
    .sort((a, b) => b.literals.join('').length - a.literals.join('').length);
  patternsOf.set(texts, made);
  return made;
}

function patternOf(key: string): Pattern {
  const parts = key.split(/\{(\d)\}/);
  const literals = parts.filter((_, index) => index % 2 === 0);
  const order = parts.filter((_, index) => index % 2 === 1).map(Number);
  const quoted = new Set(order.filter((_, index) => /[“"'`]$/.test(literals[index] ?? '')));
  return { key, literals, order, quoted };
}

/** The values of a sentence that was made from a template; null when it was not. */
function match(sentence: string, { literals, order }: Pattern): readonly string[] | null {
  const [first = '', ...rest] = literals;
  const last = rest.at(-1) ?? '';
  if (!sentence.startsWith(first) || !sentence.endsWith(last)) return null;
  const end = sentence.length - last.length;
  const values: string[] = [];
  let position = first.length;
  for (const [index, literal] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const next = isLast ? end : sentence.indexOf(literal, position);
    if (next <= position || next > end) return null;
    values[order[index] ?? 0] = sentence.slice(position, next);
    position = next + literal.length;
  }
  return ownLength(literals) >= tellingCharacters || values.every(isShort) ? values : null;
}

/** `{0} tokens` says too little to know its sentence by: its value has to look like one. */
function isShort(value: string): boolean {
  return /^[“"'`].*[”"'`]$/.test(value) || (value.length <= 60 && !value.includes(' '));
}

function ownLength(literals: readonly string[]): number {
  return literals.join('').trim().length;
}
