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
 * Factors between which the count of a model without a public tokenizer is expected, for a count by o200k_base.
 * Upper end: 95 of 100 READMEs, manifests and code files counted with vocabularies of half to a quarter of the size
 * (cl100k_base, p50k_base, an approximation of Claude's) came to at most 1.4 times the tokens of o200k_base.
 * Lower end: what a larger vocabulary may save. Both hold for English and code, not for every script.
 */
export const estimateBand = { low: 0.85, high: 1.4 };
const exactBand = { low: 1, high: 1 };

/** Which encoding counts for `model`: its own when that is public, else o200k_base as an estimate with a band. */
export function tokenSourceOf(model: string): TokenSource {
  const name = baseNameOf(model);
  const encoding = knownModels.find(([, pattern]) => pattern.test(name))?.[0];
  if (encoding !== undefined) return { encoding, provenance: 'tokenizer', band: exactBand };
  return { encoding: 'o200k_base', provenance: 'estimate', band: estimateBand };
}

/**
 * What a count by `encoding` is to `model`: its own count when the encoding is the model's, else an estimate within
 * `estimateBand`. Without a model it is no more than what it says: a count by that encoding.
 */
export function provenanceFor(model: string | null, encoding: EncodingName): TokenSource['provenance'] {
  if (model === null) return 'tokenizer';
  const own = tokenSourceOf(model);
  return own.encoding === encoding ? own.provenance : 'estimate';
}

/** `openai/gpt-4o` and the fine-tuned `ft:gpt-4o:team::id` are both `gpt-4o`. */
function baseNameOf(model: string): string {
  const name = model.trim().toLowerCase();
  const path = name.startsWith('ft:') ? (name.split(':')[1] ?? '') : name;
  return path.slice(path.lastIndexOf('/') + 1);
}
