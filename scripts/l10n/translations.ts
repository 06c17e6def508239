import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/paths.ts';
import { type CollectedStrings, collectStrings } from './collect-strings.ts';

/** The languages that are shipped besides English. */
export const languages = ['ru', 'he'] as const;

type Texts = Readonly<Record<string, string>>;

/** What a language must have, and what it has. */
export interface Translation {
  readonly file: string;
  readonly tag: string;
  readonly wanted: ReadonlyMap<string, WantedText>;
  readonly texts: Texts;
}

interface WantedText {
  readonly place: string;
  /** The texts whose placeholders a translation must have: the English one. */
  readonly english: string;
}

/** All translations of the checkout with what the sources ask for. */
export function readTranslations(collected: CollectedStrings = collectStrings()): readonly Translation[] {
  const manifest = readTexts('package.nls.json');
  return languages.flatMap((tag) => [
    bundleOf(tag, collected),
    {
      file: `package.nls.${tag}.json`,
      tag,
      wanted: new Map(
        Object.entries(manifest).map(([name, english]) => [name, { place: 'package.nls.json', english }]),
      ),
      texts: readTexts(`package.nls.${tag}.json`),
    },
  ]);
}

function bundleOf(tag: string, { strings }: CollectedStrings): Translation {
  const wanted = new Map<string, WantedText>();
  const plurals = new Set(strings.filter(({ isPlural }) => isPlural).map(({ text }) => text));
  for (const { text, place } of strings) {
    wanted.set(text, { place, english: text });
    if (!plurals.has(text)) continue;
    for (const form of formsOf(tag)) wanted.set(`${text}#${form}`, { place, english: text });
  }
  return {
    file: `l10n/bundle.l10n.${tag}.json`,
    tag,
    wanted,
    texts: readTexts(`l10n/bundle.l10n.${tag}.json`),
  };
}

/** The plural forms of a language, but for `other`, which the text itself has. */
function formsOf(tag: string): readonly string[] {
  return new Intl.PluralRules(tag).resolvedOptions().pluralCategories.filter((form) => form !== 'other');
}

/** What is wrong with a translation, a line for each fault; empty when nothing is. */
export function faultsOf(translation: Translation): readonly string[] {
  const { file, wanted, texts } = translation;
  const faults: string[] = [];
  for (const [key, { place, english }] of wanted) {
    const text = texts[key];
    if (text === undefined) faults.push(`${file}: no translation of ${JSON.stringify(key)} (${place})`);
    else faults.push(...textFaults(key, english, text).map((fault) => `${file}: ${fault}`));
  }
  for (const [key, text] of Object.entries(texts)) {
    if (wanted.has(key)) continue;
    const base = baseOfForm(translation, key);
    if (base === null) faults.push(`${file}: nothing uses ${JSON.stringify(key)}`);
    else faults.push(...textFaults(key, base.english, text).map((fault) => `${file}: ${fault}`));
  }
  return faults;
}

/**
 * The text of which a key is a form that this language alone needs: `All {0} checks#one`, where English says as much of
 * one and of many.
 */
export function baseOfForm({ tag, wanted }: Translation, key: string): WantedText | null {
  const end = key.lastIndexOf('#');
  if (end < 0 || !formsOf(tag).includes(key.slice(end + 1))) return null;
  const base = wanted.get(key.slice(0, end));
  return base !== undefined && /\{\d\}/.test(base.english) ? base : null;
}

/** Parts that must be the same in both: values, commands and settings, code, markup and bold marks. */
const fixedParts = [
  /\{\d\}/g,
  /\(command:[\w.]+\)/g,
  /`#?[\w.]+#?`/g,
  /`[^`]*`/g,
  /<\/?\w[^>]*>/g,
  /\$\(\w[\w-]*\)/g,
  /\n/g,
  /\*\*/g,
];

function textFaults(key: string, english: string, text: string): readonly string[] {
  const name = JSON.stringify(key);
  const faults: string[] = [];
  if (text.trim() === '') faults.push(`${name} is empty`);
  if (/[\u202a-\u202e\u2066-\u2069]/.test(text)) faults.push(`${name} holds a direction mark`);
  if (text !== text.trim() && english === english.trim()) faults.push(`${name} begins or ends with a space`);
  // A form for exactly one or two may say the number in words.
  const isForm = /#(?:one|two)$/.test(key);
  for (const pattern of fixedParts) {
    const [wanted, has] = [english, text].map((from) => [...from.matchAll(pattern)].map(String).sort());
    if (String(wanted) === String(has)) continue;
    if (isForm && has?.length === 0) continue;
    faults.push(`${name}: ${String(wanted)} became ${String(has)}`);
  }
  return faults;
}

function readTexts(file: string): Texts {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as Texts;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
