import type { Price } from '../metrics/cost.ts';

/** When the list prices below were looked up. */
export const pricesCheckedOn = '2026-06';

/**
 * List prices of api.openai.com in US dollars per million tokens. A cached price of null means that none could be
 * confirmed: cached tokens then count in full, so that a budget of money is never exceeded by optimism.
 */
const openAiPrices: ReadonlyMap<string, Price> = new Map([
  ['gpt-4o', { input: 2.5, cachedInput: 1.25, output: 10 }],
  ['gpt-4o-mini', { input: 0.15, cachedInput: 0.075, output: 0.6 }],
  ['gpt-4.1', { input: 2, cachedInput: 0.5, output: 8 }],
  ['gpt-4.1-mini', { input: 0.4, cachedInput: 0.1, output: 1.6 }],
  ['gpt-4.1-nano', { input: 0.1, cachedInput: 0.025, output: 0.4 }],
  ['gpt-5', { input: 1.25, cachedInput: null, output: 10 }],
  ['gpt-5-mini', { input: 0.25, cachedInput: null, output: 2 }],
  ['gpt-5-nano', { input: 0.05, cachedInput: null, output: 0.4 }],
  ['o3', { input: 2, cachedInput: null, output: 8 }],
  ['o4-mini', { input: 1.1, cachedInput: null, output: 4.4 }],
]);

/** OpenAI names dated snapshots `model-2026-01-31`; they cost what the model does. */
const datedSnapshot = /-\d{4}-\d{2}-\d{2}$/;

interface PriceSubject {
  readonly origin: string;
  readonly model: string;
  /** Prices of the person's own by the name of the model; they come before the table. */
  readonly own?: Readonly<Record<string, Price>>;
}

/** The price of a model, or null when none is known: other endpoints set prices of their own. */
export function knownPrice({ origin, model, own = {} }: PriceSubject): Price | null {
  const price = Object.hasOwn(own, model) ? own[model] : undefined;
  if (price !== undefined) return price;
  if (origin !== 'https://api.openai.com') return null;
  return openAiPrices.get(model) ?? openAiPrices.get(model.replace(datedSnapshot, '')) ?? null;
}
