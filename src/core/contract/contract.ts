import type { Placeholder, PromptText, Span } from '../model.ts';
import { findFrozenSpans, type FrozenSpan } from './frozen-spans.ts';
import { guessLanguage, type LanguageGuess } from './natural-language.ts';
import { findOutputContract, type OutputStatement } from './output-contract.ts';
import { findPlaceholdersIn } from './placeholders.ts';
import type { TagIndex } from './tags.ts';
import { readText } from './text-reading.ts';
import { mergeSpans } from '../spans.ts';

/** What a rewrite of a prompt must keep. */
export interface Contract extends PromptText {
  /** Placeholders and control blocks, in order of place. */
  readonly placeholders: readonly Placeholder[];
  readonly frozen: readonly FrozenSpan[];
  /** Sections and other tags. */
  readonly tags: TagIndex;
  /** What the prompt says about the form of the answer. */
  readonly output: readonly OutputStatement[];
  readonly language: LanguageGuess;
}

/** Reads the contract out of a prompt. Linear in the length of the text. */
export function extractContract(prompt: PromptText): Contract {
  const reading = readText(prompt.text);
  const placeholders = findPlaceholdersIn(reading, prompt.interpolations);
  return {
    text: prompt.text,
    interpolations: prompt.interpolations,
    placeholders,
    frozen: findFrozenSpans(reading, placeholders),
    tags: reading.tags,
    output: findOutputContract(prompt.text),
    language: guessLanguage(prompt.text),
  };
}

/** Where no rule may edit: placeholders, control blocks and frozen spans, sorted and merged. */
export function protectedSpans(contract: Contract): readonly Span[] {
  return mergeSpans([...contract.placeholders, ...contract.frozen].map(({ span }) => span));
}
