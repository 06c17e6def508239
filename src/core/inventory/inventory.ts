import { extractContract } from '../contract/contract.ts';
import { priorities } from '../metrics/priority.ts';
import type { Finding, Placeholder, Quality } from '../model.ts';
import { critiqueByRules } from '../pcv/rules-engine/rules-critic.ts';
import type { TokenCounter } from '../ports.ts';
import type { PromptSite } from '../source/prompt-site.ts';

/** A prompt of the workspace with what can be said of it without a model. */
export interface InventoryItem {
  readonly file: string;
  readonly source: string;
  readonly site: PromptSite;
  readonly tokens: number;
  readonly quality: Quality;
  readonly findings: readonly Finding[];
  readonly placeholders: readonly Placeholder[];
}

/** Something with its place in the inventory: 0 to 100, relative to the others; higher means sooner. */
export type Ranked<Item> = Item & { readonly priority: number };

export type RankedItem = Ranked<InventoryItem>;

/** Measures one prompt by rules and tokenizer. */
export function measureSite(
  place: { readonly file: string; readonly source: string; readonly site: PromptSite },
  counter: TokenCounter,
): InventoryItem {
  const { site } = place;
  const { quality, findings } = critiqueByRules(site);
  const { placeholders } = extractContract(site);
  return { ...place, tokens: counter.count(site.text), quality, findings, placeholders };
}

/** Gives every prompt its priority within the inventory (METRICS.md); calls a day and cases are not known here. */
export function rankInventory<Item extends Pick<InventoryItem, 'tokens' | 'quality'>>(
  items: readonly Item[],
): readonly Ranked<Item>[] {
  const totalTokens = items.reduce((sum, { tokens }) => sum + tokens, 0);
  const scores = priorities(
    items.map(({ quality, tokens }) => ({
      quality: quality.value,
      tokenShare: totalTokens === 0 ? 0 : tokens / totalTokens,
      callsPerDay: null,
      cases: 0,
      costClass: 1,
    })),
  );
  return items.map((item, index) => ({ ...item, priority: scores[index] ?? 0 }));
}
