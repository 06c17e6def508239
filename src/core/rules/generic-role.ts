import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { blockIndexAt } from './text/locate.ts';
import { matchPhraseAt, phraseSet } from './text/phrases.ts';
import { removeSentence } from './text/remove-sentence.ts';
import { keyAt } from './text/token-range.ts';

/** Finds a role that every chat model has by itself: “You are a helpful assistant.” */
export const genericRole: Rule = {
  id: 'PO057',
  name: 'generic-role',
  title: 'Role that says nothing',
  why: 'A chat model is a helpful assistant by training; only a role with a field or a tone changes its answers.',
  category: 'economy',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove the sentence',
  find: findGenericRole,
  examples: [
    {
      text: 'You are a helpful assistant. Classify each mail as bill or letter. Return one word.',
      finds: true,
      fixed: 'Classify each mail as bill or letter. Return one word.',
    },
    { text: 'You are a helpful assistant for tax law. Answer in French. Cite the law.', finds: false },
    { text: 'You are a helpful assistant.', finds: false },
  ],
};

const roles = phraseSet(
  "(you are|you're) (a|an) (very|) (helpful|useful|) (ai|) (assistant|chatbot|language model|model)",
);
const LEAST_SENTENCES = 3;

function findGenericRole(context: RuleContext): RuleMatch[] {
  if (context.sentences.length < LEAST_SENTENCES) return [];
  return context.sentences.slice(0, LEAST_SENTENCES).flatMap(({ first, end, span }, index) => {
    const hit = matchPhraseAt(context.tokens, roles, first);
    const isWhole = hit?.end === end - 1 && keyAt(context, end - 1) === '.';
    if (!isWhole || !isFollowed(context, index)) return [];
    const edits = removeSentence(context, index);
    if (edits === null) return [];
    return [{ span, message: 'Every chat model is that by itself.', edits }];
  });
}

/** More text follows in the same paragraph, or no label stands before that would be left alone. */
function isFollowed(context: RuleContext, index: number): boolean {
  const sentence = context.sentences[index];
  const next = context.sentences[index + 1];
  if (sentence === undefined || next === undefined) return false;
  const block = blockIndexAt(context.blocks, sentence.span.start);
  if (block === blockIndexAt(context.blocks, next.span.start)) return true;
  return index === 0 && context.blocks[block + 1]?.kind === 'text' && block === 0;
}
