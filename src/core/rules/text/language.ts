import type { LanguageGuess } from '../../contract/natural-language.ts';
import type { Token } from './tokens.ts';

const COMMON = new Set(
  (
    'the a an and or of to is are for with on this that it your you from if not please write list return answer many all be by into only what how which should ' +
    'must can will use give keep make find summarize translate explain create generate describe their there these'
  ).split(' '),
);

const SHORT_TEXT = 12;
const LEAST_CONFIDENCE = 0.6;

/** Trusts the contract's guess; a text too short for one is English when it has a common English word. */
export function isEnglishText(guess: LanguageGuess, tokens: readonly Token[]): boolean {
  if (guess.language === 'en') return guess.confidence >= LEAST_CONFIDENCE;
  if (guess.language !== 'unknown') return false;
  const words = tokens.filter(({ kind }) => kind === 'word').slice(0, SHORT_TEXT);
  return words.every(({ key }) => /^[\p{ASCII}]*$/u.test(key)) && words.some(({ key }) => COMMON.has(key));
}
