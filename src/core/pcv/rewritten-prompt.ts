import { locateInterpolations } from '../contract/interpolations.ts';
import type { PromptText } from '../model.ts';

/** Reads a rewritten text as a prompt: the code of the original that stands in it is filled in at run time again. */
export function rewrittenPrompt(original: PromptText, text: string): PromptText {
  return { text, interpolations: locateInterpolations(original, text) };
}
