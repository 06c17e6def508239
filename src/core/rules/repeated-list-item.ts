import type { Span } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Block } from './text/blocks.ts';
import { countBefore } from './text/locate.ts';
import { removeBlock } from './text/remove-sentence.ts';
import { createListRuns } from './text/sections.ts';

const LEAST_WORDS = 4;

/** Finds list items of several sentences that stand in one list twice; of one sentence they are PO009's. */
export const repeatedListItem: Rule = {
  id: 'PO059',
  name: 'repeated-list-item',
  title: 'List item that repeats another',
  why: 'An item that was already there costs tokens again, and two copies drift apart when one is edited.',
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
      text: '- Never promise a refund. Billing decides.\n- Be brief.\n- Never promise a refund. Billing decides.',
      finds: true,
      fixed: '- Never promise a refund. Billing decides.\n- Be brief.',
    },
    {
      text: '- Keep names. Never translate them.\n- Keep names. Never shorten them.',
      finds: false,
    },
    {
      text: '# Refunds\n- Ask first. Then act.\n# Returns\n- Ask first. Then act.',
      finds: false,
    },
  ],
};

function findRepetitions(context: RuleContext): RuleMatch[] {
  const runOf = createListRuns(context);
  const seen = new Set<string>();
  return context.blocks.flatMap((block, index) => {
    const run = block.kind === 'list' ? runOf(block.span.start) : null;
    const words = run === null ? null : wordsOf(context, block);
    if (run === null || words === null) return [];
    const key = `${run}:${words}`;
    const isRepeated = seen.has(key);
    seen.add(key);
    if (!isRepeated || sentencesIn(context, block) < 2) return [];
    const message = 'The list has the same item before, word for word.';
    return [{ span: block.span, message, edits: removeBlock(context, index) ?? [] }];
  });
}

/** The words of an item; null for an item that holds a placeholder, code or next to nothing. */
function wordsOf(context: RuleContext, { span }: Block): string | null {
  const inside = within(context.tokens, span);
  if (inside.some(({ kind }) => kind === 'protected')) return null;
  const words = inside.filter(({ kind }) => kind === 'word' || kind === 'number').map(({ key }) => key);
  return words.length < LEAST_WORDS ? null : words.join(' ');
}

function sentencesIn(context: RuleContext, { span }: Block): number {
  return within(context.sentences, span).length;
}

/** The items that start inside a span; items are sorted by their start. */
function within<Item extends { readonly span: Span }>(items: readonly Item[], span: Span): readonly Item[] {
  return items.slice(countBefore(items, span.start - 1), countBefore(items, span.end - 1));
}
