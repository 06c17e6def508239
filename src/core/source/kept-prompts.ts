import type { Span } from '../model.ts';
import { moveSite, type PromptSite, type ScanResult } from './prompt-site.ts';
import type { ParsedSource } from './source-parser.ts';

/** What holds on of an earlier scan, and the stretch of the source that must be looked at anew. */
export interface KeptPrompts {
  readonly unit: Span;
  readonly above: readonly PromptSite[];
  readonly below: readonly PromptSite[];
}

/**
 * The prompts of the scan before the last edit that stand as they stood, moved to their new places; none of them when
 * that cannot be said, and the whole source is the unit.
 */
export function keptPrompts(before: ScanResult | undefined, { changed, source }: ParsedSource): KeptPrompts {
  const none: KeptPrompts = { unit: { start: 0, end: source.length }, above: [], below: [] };
  if (before === undefined || changed === null) return none;
  const { start, end, oldEnd } = changed;
  const { prompts } = before;
  const above = prompts.filter(({ span }) => span.end <= start);
  const below = prompts.filter(({ span }) => span.start >= oldEnd);
  const inside = prompts.filter(({ span }) => span.start >= start && span.end <= oldEnd);
  if (above.length + below.length + inside.length !== prompts.length) return none;
  const distance = end - oldEnd;
  return {
    unit: { start, end },
    above,
    below: distance === 0 ? below : below.map((site) => moveSite(site, distance)),
  };
}
