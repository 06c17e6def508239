import type { TextEdit } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Block } from './text/blocks.ts';
import { sentenceIndexAt } from './text/locate.ts';
import type { Sentence } from './text/sentences.ts';
import { keyAt } from './text/token-range.ts';

const LEAST_WORDS = 150;
const LEAST_SENTENCES = 6;
/** A paragraph ends here at the latest, and before a turn of thought once it has this many words. */
const FULL_PARAGRAPH = 80;
const GOOD_PARAGRAPH = 50;
const LEAST_REST = 30;

/** Finds long paragraphs without a break. */
export const wallOfText: Rule = {
  id: 'PO032',
  name: 'wall-of-text',
  title: 'Wall of text',
  why: 'Paragraphs show which instructions belong together; in one long block single rules are overlooked.',
  category: 'structure',
  severity: 'information',
  risk: 'bold',
  effect: 'restructures',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Break it into paragraphs',
  find: (context) => {
    if (context.text.length < LEAST_WORDS * 3) return [];
    return context.blocks.flatMap((block) => readBlock(context, block));
  },
  examples: [
    {
      text: `${'Read the letter of the client with great care and note each of its questions. '.repeat(6)}${'Take them one by one in the order in which the client has asked them. '.repeat(6)}Be kind.`,
      finds: true,
      fixed: `${'Read the letter of the client with great care and note each of its questions. '.repeat(6).trim()}\n\n${'Take them one by one in the order in which the client has asked them. '.repeat(6)}Be kind.`,
    },
    { text: 'Read the letter. Answer its questions. Be kind. Be exact. Be brief. Be polite.', finds: false },
  ],
};

function readBlock(context: RuleContext, block: Block): RuleMatch[] {
  const indent = context.lines[block.firstLine]?.indent ?? 0;
  const isLong = block.span.end - block.span.start >= LEAST_WORDS * 3;
  if (block.kind !== 'text' || !isLong || indent > 0 || context.lines[block.firstLine]?.fenced === true)
    return [];
  const sentences = sentencesOf(context, block);
  const words = sentences.map((sentence) => countWords(context, sentence));
  const total = words.reduce((sum, count) => sum + count, 0);
  if (total < LEAST_WORDS || sentences.length < LEAST_SENTENCES || !isRunning(context, sentences)) return [];
  const edits = breakUp(context, sentences, words);
  if (edits.length === 0) return [];
  const message = `${total} words and ${sentences.length} sentences stand in one paragraph.`;
  return [{ span: block.span, message, edits }];
}

function sentencesOf(context: RuleContext, block: Block): Sentence[] {
  const first = Math.max(0, sentenceIndexAt(context.sentences, block.span.start));
  const last = sentenceIndexAt(context.sentences, block.span.end);
  return context.sentences.slice(first, last + 1);
}

/** Sentences that follow each other on a line or across a soft break; a block of short lines has its own shape. */
function isRunning(context: RuleContext, sentences: readonly Sentence[]): boolean {
  return sentences.slice(1).every(({ first }) => {
    const gap = context.tokens[first]?.gap;
    return gap === 'space' || gap === 'soft';
  });
}

function breakUp(context: RuleContext, sentences: readonly Sentence[], words: readonly number[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let inParagraph = 0;
  let rest = words.reduce((sum, count) => sum + count, 0);
  sentences.forEach((sentence, index) => {
    const previous = sentences[index - 1];
    const isGood =
      inParagraph >= FULL_PARAGRAPH || (inParagraph >= GOOD_PARAGRAPH && turns(context, sentence));
    if (previous !== undefined && isGood && rest >= LEAST_REST) {
      edits.push({ span: { start: previous.span.end, end: sentence.span.start }, replacement: '\n\n' });
      inParagraph = 0;
    }
    inParagraph += words[index] ?? 0;
    rest -= words[index] ?? 0;
  });
  return edits;
}

/** Words with which a new thought begins. A sentence that points back (“This …”) must stay where it is. */
const TURNS = new Set(
  'if when for your you the after before once first next then finally never always do use write answer in as each on'.split(
    ' ',
  ),
);

function turns(context: RuleContext, { first }: Sentence): boolean {
  return TURNS.has(keyAt(context, first));
}

function countWords(context: RuleContext, { first, end }: Sentence): number {
  let words = 0;
  for (let index = first; index < end; index++) {
    if (context.tokens[index]?.kind !== 'punctuation') words++;
  }
  return words;
}
