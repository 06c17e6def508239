import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { removeSentence } from './text/remove-sentence.ts';
import { createListRuns, createSections } from './text/sections.ts';
import type { Sentence } from './text/sentences.ts';

/** Finds sentences that say with other small words what another sentence has said. */
export const nearDuplicateSentence: Rule = {
  id: 'PO010',
  name: 'near-duplicate-sentence',
  title: 'Sentence that says the same again',
  why: 'Saying it twice costs tokens, and two wordings of one rule leave open whether they mean the same.',
  category: 'consistency',
  severity: 'information',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove the second wording',
  find: findNearDuplicates,
  examples: [
    {
      text: 'Always cite the sources of your numbers in footnotes. Write in French. You should always cite sources for the numbers in the footnotes.',
      finds: true,
      fixed: 'Always cite the sources of your numbers in footnotes. Write in French.',
    },
    { text: 'Cite the sources of numbers. Never cite the sources of numbers.', finds: false },
    { text: 'Cite the sources of numbers. Only cite the sources of large numbers.', finds: false },
  ],
};

const LEAST_CONTENT_WORDS = 4;

/** Words that carry no content of their own. */
const FUNCTION_WORDS = new Set(
  'the a an your you of for in to and is are be it its this that these those please should will would with on at by as all any also i we my our make sure ensure'.split(
    ' ',
  ),
);

/** Words that make a rule stricter; a sentence goes only when the one that stays has all of them. */
const STRICT_WORDS = new Set('must only never always not no exactly without except unless'.split(' '));

const SYNONYMS = new Map([
  ['reply', 'answer'],
  ['respond', 'answer'],
  ['response', 'answer'],
  ['output', 'answer'],
  ['brief', 'short'],
  ['concise', 'short'],
  ["don't", 'not'],
  ['utilize', 'use'],
]);

function findNearDuplicates(context: RuleContext): RuleMatch[] {
  const seen = new Map<string, string>();
  const sectionOf = createSections(context);
  const runOf = createListRuns(context);
  return context.sentences.flatMap((sentence, index) => {
    const content = contentOf(context, sentence);
    if (content === null) return [];
    const { start } = sentence.span;
    const scoped = `${sectionOf(start)}:${runOf(start) ?? 'text'}:${content.key}`;
    const earlier = seen.get(scoped);
    if (earlier === undefined) {
      seen.set(scoped, content.words);
      return [];
    }
    // Word for word the same is another rule's business.
    if (earlier === content.words) return [];
    const message = 'The prompt says this before, in other small words.';
    return [{ span: sentence.span, message, edits: removeSentence(context, index) ?? [] }];
  });
}

/** Content words in their order, and the plain words; null for sentences too short or filled in at run time. */
function contentOf(context: RuleContext, sentence: Sentence): { key: string; words: string } | null {
  const tokens = context.tokens.slice(sentence.first, sentence.end);
  if (tokens.at(-1)?.key === ':' || tokens.at(-1)?.key === '?') return null;
  if (tokens.some(({ kind }) => kind === 'protected')) return null;
  const words = tokens.filter(({ kind }) => kind === 'word' || kind === 'number').map(({ key }) => key);
  const content = words.filter((word) => !FUNCTION_WORDS.has(word)).map(stem);
  const strict = words.filter((word) => STRICT_WORDS.has(word));
  if (content.length - strict.length < LEAST_CONTENT_WORDS) return null;
  return { key: content.join(' '), words: words.join(' ') };
}

function stem(word: string): string {
  return SYNONYMS.get(word) ?? word;
}
