import { type Dictionary, fillText, type Language, pluralTextIn, textIn } from './dictionary.ts';

/** A template with values, cut into what stands around them. */
interface Pattern {
  readonly key: string;
  readonly literals: readonly string[];
  /** Number of the value behind each literal but the last. */
  readonly order: readonly number[];
}

/** Letters that a template must have of its own: one of values alone would fit every sentence. */
const fewestOwnCharacters = 6;

/** From so many letters on, a template is known whatever its values are. */
const tellingCharacters = 16;

/** A text longer than this is no sentence of ours. */
const mostCharacters = 2000;

/** Sentences in a row that are told apart: reasons of one change, for example. */
const mostSentences = 12;

const patternsOf = new WeakMap<Dictionary, readonly Pattern[]>();

/**
 * A sentence that the core has made in English, in another language. What the core says is kept and shared in English
 * (reports, histories), and is translated where it is shown: as it is, by the template that it was made from, or
 * sentence by sentence. What is not known stays English.
 */
export function translateSentence(language: Language, sentence: string): string {
  if (sentence.length > mostCharacters) return sentence;
  return translateOne(language, sentence) ?? translateEach(language, sentence);
}

function translateOne(language: Language, sentence: string): string | null {
  const whole = textIn(language, sentence);
  if (whole !== sentence) return whole;
  for (const pattern of patterns(language.texts)) {
    const values = match(sentence, pattern);
    if (values !== null) return fillText(formOf(language, pattern.key, values), values);
  }
  return null;
}

/** Where the first value is a count, the form that goes with it. */
function formOf(language: Language, key: string, [first = '']: readonly string[]): string {
  const form = /^\d{1,9}$/.test(first) ? pluralTextIn(language, key, Number(first)) : null;
  return form ?? textIn(language, key);
}

/** `Missing or changed: {{name}}.`: what is wrong, then the places that show it. */
function translateHead(language: Language, sentence: string): string {
  const end = sentence.indexOf(': ');
  if (end < 0) return sentence;
  return `${textIn(language, sentence.slice(0, end))}${sentence.slice(end)}`;
}

/** Takes the longest known row of sentences from the front, again and again. */
function translateEach(language: Language, text: string): string {
  const sentences = text.split(/(?<=[.!?]) /);
  if (sentences.length === 1 || sentences.length > mostSentences) return translateHead(language, text);
  const translated: string[] = [];
  for (let first = 0; first < sentences.length;) {
    let end = sentences.length;
    let found: string | null = null;
    for (; end > first && found === null; end--) {
      found = translateOne(language, sentences.slice(first, end).join(' '));
    }
    translated.push(found ?? translateHead(language, sentences[first] ?? ''));
    first = found === null ? first + 1 : end + 1;
  }
  return translated.join(' ');
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
  return {
    key,
    literals: parts.filter((_, index) => index % 2 === 0),
    order: parts.filter((_, index) => index % 2 === 1).map(Number),
  };
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
  return value.length <= 60 && (!value.includes(' ') || /^[“"'`].*[”"'`]$/.test(value));
}

function ownLength(literals: readonly string[]): number {
  return literals.join('').trim().length;
}
