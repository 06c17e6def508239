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

/** Tells in which run of list items a position lies; null outside of lists. */
export function createListRuns(context: RuleContext): (position: number) => number | null {
  const { blocks } = context;
  const runs = new Int32Array(blocks.length);
  blocks.forEach((block, index) => {
    const isBorder = block.kind !== 'list' || blocks[index - 1]?.kind !== 'list';
    runs[index] = (runs[index - 1] ?? 0) + (isBorder ? 1 : 0);
  });
  return (position) => {
    const index = countBefore(blocks, position) - 1;
    return blocks[index]?.kind === 'list' ? (runs[index] ?? null) : null;
  };
}
