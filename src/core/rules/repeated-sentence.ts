import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Block } from './text/blocks.ts';
import { blockIndexAt } from './text/locate.ts';
import { removeSentence } from './text/remove-sentence.ts';
import { createListRuns, createSections } from './text/sections.ts';
import type { Sentence } from './text/sentences.ts';
import { keyAt } from './text/token-range.ts';
import type { Token } from './text/tokens.ts';
import { TASK_VERBS } from './text/verbs.ts';

const LEAST_WORDS = 3;

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
      text: 'Answer in French. Keep all names in English. Answer in two lines. Keep all names in English.',
      finds: true,
      fixed: 'Answer in French. Keep all names in English. Answer in two lines.',
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
  const placeOf = createPlaces(context);
  return context.sentences.flatMap((sentence, index) => {
    const words = wordsOf(context, sentence);
    if (words === null) return [];
    const keys = placeOf(sentence).map((place) => `${place}:${words}`);
    const isRepeated = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    if (!isRepeated) return [];
    const message = 'The prompt says the same sentence before, word for word.';
    return [{ span: sentence.span, message, edits: removeSentence(context, index) ?? [] }];
  });
}

/**
 * The places in which a sentence is looked for a second time: its list, its paragraph and, if it gives an order or is
 * a paragraph of its own, its section. Descriptions may well repeat from one record to the next.
 */
function createPlaces(context: RuleContext): (sentence: Sentence) => string[] {
  const sectionOf = createSections(context);
  const runOf = createListRuns(context);
  return ({ span, first }) => {
    const run = runOf(span.start);
    if (run !== null) return [`list ${run}`];
    const index = blockIndexAt(context.blocks, span.start);
    const block = context.blocks[index];
    const isWhole = block?.span.start === span.start && block.span.end === span.end;
    const isOrder = ORDERS.has(keyAt(context, first)) || TASK_VERBS.has(keyAt(context, first));
    const places = [`paragraph ${index}`];
    return isWhole || isOrder ? [...places, `section ${sectionOf(span.start)}`] : places;
  };
}

const ORDERS = new Set(
  "only never always do don't please return respond reply use keep make follow avoid include output cite be ensure".split(
    ' ',
  ),
);

/** The words of a sentence; null for what may repeat with good reason: labels, code, what speaks of its context. */
function wordsOf(context: RuleContext, sentence: Sentence): string | null {
  const block = context.blocks[blockIndexAt(context.blocks, sentence.span.start)];
  const tokens = context.tokens.slice(sentence.first, sentence.end);
  if (block === undefined || !isProse(tokens) || !standsForItself(context, block, sentence)) return null;
  const words = tokens.filter(({ kind }) => kind === 'word' || kind === 'number').map(({ key }) => key);
  return words.length < LEAST_WORDS || words.some((word) => POINTERS.has(word)) ? null : words.join(' ');
}

/** Words that mean another thing wherever they stand. */
const POINTERS = new Set('this it these those them its their here'.split(' '));

/** In a list the item as a whole must repeat; in running text the sentence must be closed. */
function standsForItself(context: RuleContext, block: Block, { span, first, end }: Sentence): boolean {
  if (block.kind === 'list') {
    const start = context.lines[block.firstLine]?.content.start ?? 0;
    return span.start <= start && span.end >= block.span.end;
  }
  // Behind a label it is a value of that name.
  if (keyAt(context, first - 1) === ':') return false;
  return block.kind === 'text' && /^[.!?。！？]+$/u.test(context.tokens[end - 1]?.key ?? '');
}

function isProse(tokens: readonly Token[]): boolean {
  const marks = tokens.filter(({ kind }) => kind === 'punctuation');
  const isCode = tokens.some(
    ({ kind, key }) => kind === 'protected' || CODE_MARK.test(key) || key.includes('_'),
  );
  return !isCode && tokens.at(-1)?.key !== ':' && marks.length * 3 <= tokens.length;
}

const CODE_MARK = /^[={}[\]|\\;<>/]/u;
