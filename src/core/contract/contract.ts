import type { Placeholder, PromptText, Span } from '../model.ts';
import { findFrozenSpans, type FrozenSpan } from './frozen-spans.ts';
import { guessLanguage, type LanguageGuess } from './natural-language.ts';
import { findOutputContract, type OutputStatement } from './output-contract.ts';
import { findPlaceholders } from './placeholders.ts';
import { mergeSpans } from './text-scan.ts';

/** What a rewrite of a prompt must keep. */
export interface Contract extends PromptText {
  /** Placeholders and control blocks, in order of place. */
  readonly placeholders: readonly Placeholder[];
  readonly frozen: readonly FrozenSpan[];
  /** What the prompt says about the form of the answer. */
  readonly output: readonly OutputStatement[];
  readonly language: LanguageGuess;
}

/** Reads the contract out of a prompt. Linear in the length of the text. */
export function extractContract(prompt: PromptText): Contract {
  const placeholders = findPlaceholders(prompt);
  return {
    text: prompt.text,
    interpolations: prompt.interpolations,
    placeholders,
    frozen: findFrozenSpans(prompt.text, placeholders),
    output: findOutputContract(prompt.text),
    language: guessLanguage(prompt.text),
  };
}

/** Where no rule may edit: placeholders, control blocks and frozen spans, sorted and merged. */
export function protectedSpans(contract: Contract): readonly Span[] {
  return mergeSpans([...contract.placeholders, ...contract.frozen].map(({ span }) => span));
}
