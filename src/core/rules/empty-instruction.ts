import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { blockIndexAt, sentenceIndexAt } from './text/locate.ts';
import { findPhrases, phraseSet, type PhraseHit } from './text/phrases.ts';
import { removeSentence } from './text/remove-sentence.ts';
import { keyAt } from './text/token-range.ts';

/** Finds sentences that only ask to follow the instructions. */
export const emptyInstruction: Rule = {
  id: 'PO056',
  name: 'empty-instruction',
  title: 'Instruction to follow the instructions',
  why: 'Every instruction is there to be followed; saying so adds none.',
  category: 'economy',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove the sentence',
  find: findEmpty,
  examples: [
    {
      text: '- Return five ideas.\n- Ensure you follow ALL these instructions when creating your output.\n- Be brief.',
      finds: true,
      fixed: '- Return five ideas.\n- Be brief.',
    },
    {
      text: 'You sort mail. Please read the instructions carefully. Return a label.',
      finds: true,
      fixed: 'You sort mail. Return a label.',
    },
    { text: 'Follow these instructions:\n1. Read the mail.\n2. Return a label.', finds: false },
    {
      text: 'Follow the instructions of the user. Read the instructions in the manual carefully.',
      finds: false,
    },
  ],
};

const sentences = phraseSet(
  '(please|) (ensure|make sure|be sure) (that|) you (carefully|) follow (all|) (of|) (these|the|my|the above) instructions (carefully|closely|exactly|) (when|while) (creating|writing|producing|generating) (your|the) (output|response|answer|results)',
  '(please|) (ensure|make sure|be sure) (that|) you (carefully|) follow (all|) (of|) (these|the|my|the above) (instructions|guidelines|rules) (carefully|closely|exactly|)',
  '(please|) (carefully|) follow (all|) (of|) (these|the|my|the above) (instructions|guidelines|rules) (carefully|closely|exactly|)',
  '(please|) (carefully|) follow (all|) (of|) (these|the|my|the above) (instructions|guidelines|rules) (when|while) (creating|writing|producing|generating) (your|the) (output|response|answer|results)',
  '(please|) (carefully|) read (all|) (of|) (these|the|my|the above) (instructions|guidelines|rules) (carefully|closely|) (before you answer|before answering|before you start|)',
  '(please|) (ensure|make sure) (that|) you (have|) read and (understand|understood) (these|the) instructions (carefully|)',
  '(please|) pay (close|careful|) attention to (all|) (of|) (these|the|my) (instructions|guidelines|rules)',
);

function findEmpty(context: RuleContext): RuleMatch[] {
  return findPhrases(context, sentences).flatMap((hit) => {
    const index = sentenceIndexAt(context.sentences, context.tokens[hit.first]?.span.start ?? 0);
    const sentence = context.sentences[index];
    if (sentence === undefined || !isWhole(context, hit, sentence.end) || leadsIntoList(context, hit))
      return [];
    const edits = removeSentence(context, index);
    if (edits === null) return [];
    const message = 'This asks only to follow the instructions that stand here anyway.';
    return [{ span: sentence.span, message, edits }];
  });
}

function isWhole(context: RuleContext, { first, end }: PhraseHit<string>, sentenceEnd: number): boolean {
  if (!context.sentenceStarts.has(first)) return false;
  return end === sentenceEnd || (end + 1 === sentenceEnd && /^[.!]+$/u.test(keyAt(context, end)));
}

/** “Follow these rules.” before a list is its lead-in. */
function leadsIntoList(context: RuleContext, hit: PhraseHit<string>): boolean {
  const index = blockIndexAt(context.blocks, context.tokens[hit.first]?.span.start ?? 0);
  return context.blocks[index]?.kind !== 'list' && context.blocks[index + 1]?.kind === 'list';
}
