import type { Check } from '../model.ts';
import type { Multiset } from './multiset.ts';

const shownTexts = 5;
const shownCharacters = 60;

/** A check that passes when nothing is wrong; otherwise its detail says what is, with the texts. */
export function checkNothing(id: string, problem: string, texts: readonly string[]): Check {
  if (texts.length === 0) return { id, status: 'passed', detail: '' };
  return { id, status: 'failed', detail: `${problem}: ${listTexts(texts)}.` };
}

/** The texts of a multiset, those that are there several times with their number. */
export function describeCounts(counts: Multiset): readonly string[] {
  return [...counts].map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`));
}

function listTexts(texts: readonly string[]): string {
  const shown = texts.slice(0, shownTexts).map(shorten).join(', ');
  return texts.length > shownTexts ? `${shown} and ${texts.length - shownTexts} more` : shown;
}

function shorten(text: string): string {
  const oneLine = text
    .slice(0, 4 * shownCharacters)
    .replace(/\s+/g, ' ')
    .trim();
  return oneLine.length > shownCharacters ? `${oneLine.slice(0, shownCharacters)}…` : oneLine;
}
