import type { Span } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { countBefore } from './text/locate.ts';
import { removeSentence } from './text/remove-sentence.ts';
import type { Sentence } from './text/sentences.ts';

const LEAST_WORDS = 4;

/** Finds sentences that stand in the prompt twice, word for word. */
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
  ],
};

function findRepetitions(context: RuleContext): RuleMatch[] {
  const seen = new Set<string>();
  const matches: RuleMatch[] = [];
  const controlBlocks = context.contract.placeholders.filter(({ kind }) => kind === 'block');
  context.sentences.forEach((sentence, index) => {
    const key = keyOf(context, sentence);
    if (key === null) return;
    // The branches of a template's condition may well say the same.
    const scoped = `${countBefore(controlBlocks, sentence.span.start)}:${key}`;
    if (seen.has(scoped)) matches.push(buildMatch(context, sentence.span, index));
    else seen.add(scoped);
  });
  return matches;
}

function buildMatch(context: RuleContext, span: Span, index: number): RuleMatch {
  return {
    span,
    message: 'The prompt says the same sentence before, word for word.',
    edits: removeSentence(context, index) ?? [],
  };
}

/** The words of a sentence; null for what may repeat with good reason: labels, short lines, what is filled in. */
function keyOf(context: RuleContext, sentence: Sentence): string | null {
  const tokens = context.tokens.slice(sentence.first, sentence.end);
  if (tokens.at(-1)?.key === ':' || tokens.some(({ kind }) => kind === 'protected')) return null;
  const words = tokens.filter(({ kind }) => kind === 'word' || kind === 'number').map(({ key }) => key);
  return words.length < LEAST_WORDS ? null : words.join(' ');
}
