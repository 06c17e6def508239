/** Price of a model in US dollars per million tokens. `cachedInput` null: cached tokens cost as much as others. */
export interface Price {
  readonly input: number;
  readonly cachedInput: number | null;
  readonly output: number;
}

/** Tokens of one call. `cachedInputTokens` are part of `inputTokens`. */
export interface CallTokens {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** Cost of a call in US dollars; null when no price is known. A price is never invented. */
export function callCostUsd(tokens: CallTokens, price: Price | null): number | null {
  if (price === null) return null;
  const cached = Math.min(tokens.cachedInputTokens, tokens.inputTokens);
  const fresh = tokens.inputTokens - cached;
  const total =
    fresh * price.input + cached * (price.cachedInput ?? price.input) + tokens.outputTokens * price.output;
  return total / 1e6;
}

/** Cost of a call relative to the original (1) where only the prompts' own tokens are known. */
export function relativeCost(tokens: number, originalTokens: number): number {
  return originalTokens <= 0 ? 1 : tokens / originalTokens;
}
