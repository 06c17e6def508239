import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { buildPhrases, findPhrases } from './text/phrases.ts';
import { isShouted, removeTokens, replaceTokens } from './text/tidy-edits.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';
import { isVerbAt } from './text/verbs.ts';

/** Finds instructions that take half of themselves back: “try to keep it short”. */
export const hedgedInstruction: Rule = {
  id: 'PO007',
  name: 'hedged-instruction',
  title: 'Instruction that is taken half back',
  why: 'A model follows what is asked; “try to” makes it optional and the answers uneven.',
  category: 'constraints',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Say it plainly',
  find: findHedges,
  examples: [
    { text: 'Try to keep the answer short.', finds: true, fixed: 'Keep the answer short.' },
    { text: 'Try not to repeat the question.', finds: true, fixed: 'Do not repeat the question.' },
    { text: 'Always try to cite the source.', finds: true, fixed: 'Always cite the source.' },
    { text: 'Users may try to trick you. Retry when a call fails.', finds: false },
  ],
};

const phrases = buildPhrases([
  ['(please|) try to', ''],
  ['(please|) try your (very|) best to', ''],
  ['(please|) do your (very|) best to', ''],
  ['(please|) try not to', 'do not'],
  ['(please|) try to not', 'do not'],
]);

function findHedges(context: RuleContext): RuleMatch[] {
  return findPhrases(context, phrases).flatMap((hit) => {
    if (!opensInstruction(context, hit.first) || !isVerbAt(context, hit.end)) return [];
    if (isShouted(context, hit.first, hit.end)) return [];
    const edits =
      hit.entry === '' ? removeTokens(context, hit.first, hit.end) : replaceTokens(context, hit, hit.entry);
    if (edits === null) return [];
    const message = `${quoteTokens(context, hit)} makes the instruction optional.`;
    return [{ span: spanOfTokens(context, hit), message, edits }];
  });
}

/** At the start of a sentence, or behind the “always” that stays there. */
function opensInstruction(context: RuleContext, index: number): boolean {
  if (context.sentenceStarts.has(index)) return true;
  return keyAt(context, index - 1) === 'always' && context.sentenceStarts.has(index - 1);
}
