import type { Span } from '../../model.ts';
import type { RuleContext } from '../rule.ts';
import { countBefore } from './locate.ts';

/** Tells in which section a position lies: two positions with the same number stand side by side. */
export type SectionOf = (position: number) => number;

/**
 * Sections end at headings, rulers, control blocks of templates and tags. What stands in different sections may
 * belong to different cases, examples or branches.
 */
export function createSections(context: RuleContext): SectionOf {
  const borders: { readonly span: Span }[] = [
    ...context.blocks.filter(({ kind }) => kind === 'heading' || kind === 'rule'),
    ...context.contract.placeholders.filter(({ kind }) => kind === 'block'),
    ...context.tags.map(({ start, end }) => ({ span: { start, end } })),
  ].sort((a, b) => a.span.start - b.span.start);
  return (position) => countBefore(borders, position);
}

/**
 * Tells among which items of a list a position lies: the number is the same for items under one parent, with nothing
 * but items between them; null outside of lists.
 */
export function createListRuns({ blocks, lines }: RuleContext): (position: number) => number | null {
  const runs = new Int32Array(blocks.length);
  let parents: { readonly indent: number; readonly index: number }[] = [];
  let run = 0;
  blocks.forEach(({ kind, firstLine }, index) => {
    if (kind !== 'list') return;
    if (blocks[index - 1]?.kind !== 'list') {
      run = index;
      parents = [];
    }
    const indent = lines[firstLine]?.indent ?? 0;
    while ((parents.at(-1)?.indent ?? -1) >= indent) parents.pop();
    const parent = parents.at(-1);
    // Numbers of parents follow those of runs, so that the two never meet.
    runs[index] = parent === undefined ? run : blocks.length + parent.index;
    parents.push({ indent, index });
  });
  return (position) => {
    const index = countBefore(blocks, position) - 1;
    return blocks[index]?.kind === 'list' ? (runs[index] ?? null) : null;
  };
}
