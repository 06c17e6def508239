/** What stands around a literal in the code: the facts from which the score is made. */
export interface LiteralContext {
  /** Name that the value gets: variable, property, keyword, parameter. */
  readonly name: string | null;
  /** Names of the classes and functions around it, outermost first, then the literal's own name and role. */
  readonly symbolPath: readonly string[];
  /** Calls that the literal is an argument of, innermost first, as written: `client.chat.completions.create`. */
  readonly calls: readonly string[];
  /** Role of the message that it is the content of. */
  readonly role: string | null;
  /** Names of the properties or arguments beside it. */
  readonly neighbours: readonly string[];
  /** Wrapper function or template tag nearest to it. */
  readonly wrapper: string | null;
  /** What puts values into it at run time: `format()`, `%`, `Template()`. */
  readonly filler?: string | null;
  readonly place: LiteralPlace;
  /** A comment that decides: `promptops: prompt` or `promptops: ignore`. */
  readonly directive: 'prompt' | 'ignore' | null;
}

/** The grammatical place of a literal, as far as it tells something. */
export type LiteralPlace =
  'value' | 'docstring' | 'thrown' | 'key' | 'type' | 'import' | 'comparison' | 'statement' | 'markup';
