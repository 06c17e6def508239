import type { EncodingName, Span } from './model.ts';

/** Time, ids: what the core takes from its host so that tests can decide it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that only ever grow, for durations. */
  monotonicMs(): number;
}

export interface IdSource {
  /** A new identifier, unique within the host. */
  next(): string;
}

/** Bytes that ship with the product: token tables, grammars. */
export interface ResourceLoader {
  /**
   * Reads `name`, for example `tokens/o200k_base.bin` or `grammars/python.wasm`.
   * @throws PromptOpsError `missing-resource`.
   */
  load(name: string): Promise<Uint8Array>;
}

/** Counts tokens of one encoding. Special-token text such as `<|endoftext|>` counts as plain text. */
export interface TokenCounter {
  readonly encoding: EncodingName;
  /** Number of tokens; any string is valid, lone surrogates count as U+FFFD. */
  count(text: string): number;
  /** Where the encoding cuts the text. A token that splits a character ends with that character. */
  pieces(text: string): readonly Span[];
}
