import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { blockIndexAt } from './text/locate.ts';
import { removeSentence } from './text/remove-sentence.ts';
import { createListRuns, createSections } from './text/sections.ts';
import type { Sentence } from './text/sentences.ts';

const LEAST_WORDS = 4;

/** Finds sentences that stand in one section twice, word for word. */
export const repeatedSentence: Rule = {
  id: 'PO009',
  name: 'repeated-sentence',
  title: 'Sentence that repeats another',
  why: 'A sentence that was already there costs tokens again, and two copies drift apart when one is edited.',
  category: 'consistency',
  severity: 'warning',
  risk: 'safe',
  effect: 'shortens',
  language: 'any',
  scope: 'prose',
  fixTitle: 'Remove the repetition',
  find: findRepetitions,
  examples: [
    {
      text: 'Answer in French. Keep the names as they are. Answer in two lines. Keep the names as they are.',
      finds: true,
      fixed: 'Answer in French. Keep the names as they are. Answer in two lines.',
    },
    {
      text: '- Never guess a date.\n- Quote the source.\n- Never guess a date.\n- Be brief.',
      finds: true,
      fixed: '- Never guess a date.\n- Quote the source.\n- Be brief.',
    },
    { text: 'Answer in French. Keep names. Answer in German. Keep dates.', finds: false },
    { text: '# Call\n- path of the file to read\n# Write\n- path of the file to read', finds: false },
  ],
};

function findRepetitions(context: RuleContext): RuleMatch[] {
  const seen = new Set<string>();
  const matches: RuleMatch[] = [];
  const sectionOf = createSections(context);
  const runOf = createListRuns(context);
  context.sentences.forEach((sentence, index) => {
    const words = wordsOf(context, sentence);
    if (words === null) return;
    const { start } = sentence.span;
    const key = `${sectionOf(start)}:${runOf(start) ?? 'text'}:${words}`;
    if (!seen.has(key)) seen.add(key);
    else {
      const message = 'The prompt says the same sentence before, word for word.';
      matches.push({ span: sentence.span, message, edits: removeSentence(context, index) ?? [] });
    }
  });
  return matches;
}

/** The words of a sentence; null for what may repeat with good reason: labels, short lines, what is filled in. */
function wordsOf(context: RuleContext, sentence: Sentence): string | null {
  const kind = context.blocks[blockIndexAt(context.blocks, sentence.span.start)]?.kind;
  if (kind !== 'text' && kind !== 'list') return null;
  const tokens = context.tokens.slice(sentence.first, sentence.end);
  if (tokens.at(-1)?.key === ':' || tokens.some((token) => token.kind === 'protected')) return null;
  const words = tokens
    .filter((token) => token.kind === 'word' || token.kind === 'number')
    .map(({ key }) => key);
  return words.length < LEAST_WORDS ? null : words.join(' ');
}
