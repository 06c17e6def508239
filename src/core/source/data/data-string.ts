import type { Span } from '../../model.ts';
import type { DecodedText } from '../decoded-text.ts';

/** How a string of a data file is written. */
export type DataStyle = 'json' | 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** One string value of a JSON or YAML file; keys are not among them. */
export interface DataString {
  readonly span: Span;
  readonly style: DataStyle;
  /** Keys and indices from the root of the document. */
  readonly path: readonly (string | number)[];
  readonly decoded: DecodedText;
}

/** The part of a path that strings of one object share. */
export function parentOf({ path }: DataString): string {
  return JSON.stringify(path.slice(0, -1));
}
