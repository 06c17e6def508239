import { extractContract, type Contract } from '../../contract/contract.ts';
import type { PromptText, Span } from '../../model.ts';
import { findControlRanges } from './control-ranges.ts';

/**
 * What no cut may go through, sorted and without overlaps: placeholders, whole control blocks, everything frozen (fences,
 * examples, tags, quotes …), and the parts between two tags as far as they fit into one section.
 */
export function findAtoms(prompt: PromptText, fits: (span: Span) => boolean): readonly Span[] {
  const contract = extractContract(prompt);
  return unite([
    ...contract.placeholders.map(({ span }) => span),
    ...contract.frozen.map(({ span }) => span),
    ...findControlRanges(contract.placeholders),
    ...tagRanges(contract).filter(fits),
  ]);
}

function tagRanges({ tags }: Contract): readonly Span[] {
  const open = new Map<string, number[]>();
  const ranges: Span[] = [];
  for (const { name, kind, start, end } of tags.tags) {
    const starts = open.get(name) ?? [];
    open.set(name, starts);
    if (kind === 'open') starts.push(start);
    const from = kind === 'close' ? starts.pop() : undefined;
    if (from !== undefined) ranges.push({ start: from, end });
  }
  return ranges;
}

/** Unites spans that share a character; those that only touch stay apart, for a cut fits between them. */
function unite(spans: readonly Span[]): readonly Span[] {
  const united: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = united.at(-1);
    if (last === undefined || span.start >= last.end) united.push({ start: span.start, end: span.end });
    else if (span.end > last.end) united[united.length - 1] = { start: last.start, end: span.end };
  }
  return united;
}
