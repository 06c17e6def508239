import type { EncodingName, TokenProvenance } from '../model.ts';

/** How the tokens of a model are counted here, and how far the count may be off. */
export interface TokenSource {
  readonly encoding: EncodingName;
  readonly provenance: Extract<TokenProvenance, 'tokenizer' | 'estimate'>;
  /** Factors between which the model's own count is expected; both 1 when the encoding is the model's. */
  readonly band: { readonly low: number; readonly high: number };
}

/** Model names of each encoding, as in tiktoken's registry and OpenAI's model pages. */
const knownModels: readonly (readonly [EncodingName, RegExp])[] = [
  ['o200k_base', /^(?:gpt-4o|gpt-4\.1|gpt-4\.5|gpt-5(?:\.\d+)?|gpt-oss|chatgpt-4o|o[1-9])(?:-|$)/],
  ['cl100k_base', /^(?:gpt-4|gpt-3\.5|gpt-35|text-embedding-3|text-embedding-ada-002)(?:-|$)/],
  ['cl100k_base', /^(?:davinci|babbage)-002$/],
];

/**
 * Upper end: 95 of 100 READMEs, manifests and code files counted with vocabularies of half to a quarter of the size
 * (cl100k_base, p50k_base, an approximation of Claude's) came to at most 1.4 times the tokens of o200k_base.
 * Lower end: what a larger vocabulary may save. Both hold for English and code, not for every script.
 */
const estimateBand = { low: 0.85, high: 1.4 };
const exactBand = { low: 1, high: 1 };

/** Which encoding counts for `model`: its own when that is public, else o200k_base as an estimate with a band. */
export function tokenSourceOf(model: string): TokenSource {
  const name = baseNameOf(model);
  const encoding = knownModels.find(([, pattern]) => pattern.test(name))?.[0];
  if (encoding !== undefined) return { encoding, provenance: 'tokenizer', band: exactBand };
  return { encoding: 'o200k_base', provenance: 'estimate', band: estimateBand };
}

/** A token count for people: `1,234`, or `≈ 1,234 (1,048–1,728)` when it is an estimate. */
export function formatTokens(tokens: number, { provenance, band }: TokenSource): string {
  const text = formatCount(tokens);
  if (provenance !== 'estimate') return text;
  return `≈ ${text} (${formatCount(Math.floor(tokens * band.low))}–${formatCount(Math.ceil(tokens * band.high))})`;
}

/** `openai/gpt-4o` and the fine-tuned `ft:gpt-4o:team::id` are both `gpt-4o`. */
function baseNameOf(model: string): string {
  const name = model.trim().toLowerCase();
  const path = name.startsWith('ft:') ? (name.split(':')[1] ?? '') : name;
  return path.slice(path.lastIndexOf('/') + 1);
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
