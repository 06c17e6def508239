import * as vscode from 'vscode';
import { english, fillText, type Language, pluralTextIn } from '../core/localisation/dictionary.ts';
import { translateSentence } from '../core/localisation/translate-sentence.ts';

/** The display language of the editor with the texts of this extension, when it speaks that language. */
export function displayLanguage(): Language {
  const texts = vscode.l10n.bundle;
  return texts === undefined ? english : { tag: vscode.env.language, texts };
}

/** A text in the display language, also one of the core; where its first value is a number, in the form that goes with it. */
export function translate(text: string, ...values: readonly (string | number)[]): string {
  if (values.length === 0) return localise(text);
  const [number] = values;
  const plural = typeof number === 'number' ? pluralTextIn(displayLanguage(), text, number) : null;
  return plural === null ? vscode.l10n.t(text, ...values) : fillText(plural, values);
}

/** A sentence that the core has made in English, in the display language; one that is not known stays English. */
export function localise(sentence: string): string {
  const language = displayLanguage();
  return language === english ? sentence : translateSentence(language, sentence);
}
