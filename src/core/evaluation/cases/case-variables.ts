import type { Placeholder } from '../../model.ts';
import { inputVariable } from './case-prompt.ts';

/** What the cases of a prompt give values for. */
export type CaseVariables =
  | { readonly kind: 'placeholders'; readonly names: readonly string[] }
  /** Nothing is filled in: the prompt is the system's message, and the cases are what its user writes. */
  | { readonly kind: 'message'; readonly names: readonly string[] }
  /** Only the program itself can fill it in, so that no case can be run on it. */
  | { readonly kind: 'control-blocks' };

/** What cases of a prompt with these placeholders have to give. */
export function caseVariablesOf(placeholders: readonly Placeholder[]): CaseVariables {
  if (placeholders.some(isControl)) return { kind: 'control-blocks' };
  const names = variableNames(placeholders);
  return names.length > 0 ? { kind: 'placeholders', names } : { kind: 'message', names: [inputVariable] };
}

/**
 * Names of the values that the cases of a prompt must give, as cases are rendered: positional placeholders by their
 * number. Control blocks and special tokens are no values; `<name>` and `[name]` are, unless another notation is in use:
 * then they are often part of what the model is to write.
 */
export function variableNames(placeholders: readonly Placeholder[]): readonly string[] {
  const values = placeholders.filter((one) => !isControl(one) && one.kind !== 'special-token');
  const certain = values.filter(({ kind }) => kind !== 'angle' && kind !== 'bracket');
  const chosen = certain.length > 0 ? certain : values;
  const named = chosen.filter(({ positional }) => !positional).map(({ name }) => name);
  const positional = chosen.filter((placeholder) => placeholder.positional).map((_, index) => String(index));
  return [...new Set([...named, ...positional])];
}

function isControl({ kind, text }: Placeholder): boolean {
  return kind === 'block' || (kind === 'erb' && !/^<%-?=/.test(text));
}
