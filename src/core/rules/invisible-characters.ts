import type { Span } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { spanSearch } from '../spans.ts';

/** Finds characters that nobody sees but the model reads. */
export const invisibleCharacters: Rule = {
  id: 'PO021',
  name: 'invisible-characters',
  title: 'Invisible characters',
  why: 'A model reads what a reviewer cannot see: stray characters break words apart, and hidden text can carry instructions.',
  category: 'safety',
  severity: 'warning',
  risk: 'safe',
  effect: 'shortens',
  language: 'any',
  scope: 'everything',
  fixTitle: 'Remove the invisible characters',
  find: findInvisible,
  examples: [
    {
      text: 'Trans\u200blate the text.\u2060 Keep names.',
      finds: true,
      fixed: 'Translate the text. Keep names.',
    },
    { text: 'Answer 👩‍💻 with می‌خواهم as it is: 🏴\u{e0067}\u{e0062}\u{e007f}.', finds: false },
  ],
};

const INVISIBLE =
  /[\u00ad\u200b\u2060\u2061-\u2064\ufeff\u202a-\u202e\u2066-\u2069]+|(?<=[\p{ASCII}])[\u200c-\u200f]+(?=[\p{ASCII}])|[\u{e0000}-\u{e007f}]+/gu;
const RIGHT_TO_LEFT = /[\p{sc=Arabic}\p{sc=Hebrew}]/u;

function findInvisible({ text, protectedSpans }: RuleContext): RuleMatch[] {
  const shields = spanSearch(protectedSpans);
  if (RIGHT_TO_LEFT.test(text)) return [];
  const matches: RuleMatch[] = [];
  for (const match of text.matchAll(INVISIBLE)) {
    const start = match.index;
    const isFlag = /[\u{e0000}-\u{e007f}]/u.test(match[0]) && text.slice(start - 2, start) === '🏴';
    if (start === 0 || isFlag) continue;
    const span = { start, end: start + match[0].length };
    const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const message = `An invisible character (U+${code}) stands here.`;
    // Without the character its neighbours may grow together to code, an address or a placeholder.
    const isApart =
      !shields.touches({ start: span.start - 1, end: span.end + 1 }) && isBetweenWords(text, span);
    matches.push({ span, message, edits: isApart ? [{ span, replacement: '' }] : [] });
  }
  return matches;
}

/** Next to a blank, or inside of a word: nowhere can marks and letters join to something new. */
function isBetweenWords(text: string, { start, end }: Span): boolean {
  const [before = ' ', after = ' '] = [text[start - 1], text[end]];
  const isPlain = (character: string): boolean => /[\p{L}\p{N}\s.,;:!?]/u.test(character);
  const isBeside = /\s/u.test(before) || /\s/u.test(after);
  return isBeside ? isPlain(before) && isPlain(after) : /\p{L}/u.test(before) && /\p{L}/u.test(after);
}
