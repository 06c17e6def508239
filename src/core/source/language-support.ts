import type { Node } from 'web-tree-sitter';
import type { CodeLanguageId, LanguageId } from './languages.ts';
import type { LiteralStyle, LiteralTree } from './literal-tree.ts';
import type { LiteralContext } from './detection/literal-context.ts';
import { csharpSupport } from './csharp/csharp-support.ts';
import { goSupport } from './go/go-support.ts';
import { javaSupport } from './java/java-support.ts';
import { kotlinSupport } from './kotlin/kotlin-support.ts';
import { phpSupport } from './php/php-support.ts';
import { rubySupport } from './ruby/ruby-support.ts';
import { rustSupport } from './rust/rust-support.ts';
import { tomlSupport } from './toml/toml-support.ts';
import { javascriptSupport } from './javascript/javascript-support.ts';
import { pythonSupport } from './python/python-support.ts';

/** Where the encoded text stands, for escapes that depend on it. */
export interface EncodingPlace {
  /** Line break of the file. */
  readonly lineBreak: '\n' | '\r\n';
  /** True when the opening quote stands before it. */
  readonly isFirst: boolean;
  /** True when the closing quote follows. */
  readonly isLast: boolean;
  /** Source of the filled-in code right before it; null when there is none. */
  readonly codeBefore: string | null;
  /** Source of the filled-in code right behind it. */
  readonly codeAfter: string | null;
}

/** What the product must know of one family of languages to read and write its literals. */
export interface LanguageSupport {
  /** Types of nodes at which a literal can begin. */
  readonly literalTypes: ReadonlySet<string>;
  /** The source with what the grammar does not know hidden from it, as long as before: positions stay. */
  maskForGrammar?(source: string): string;
  /** Asked before a node is built, by its type and extent alone: false when `read` would give null. */
  mayRead(type: string, source: string, start: number, end: number): boolean;
  /**
   * True for a file whose literals all stand between quotes as `markWordyQuotes` asks it: only what a mark lies in is
   * then looked into.
   */
  isQuoted?(source: string, language: LanguageId): boolean;
  /** The literal that begins at `node`; null when it is not one, not text (bytes), or broken. */
  read(node: Node, source: string): LiteralTree | null;
  /** What stands around a literal, as evidence for or against a prompt. */
  describe(tree: LiteralTree, node: Node, ancestors: readonly Node[], source: string): LiteralContext;
  /** Text as it stands between the quotes of `style`; null when that style cannot say it. */
  encode(text: string, style: LiteralStyle, place: EncodingPlace): string | null;
  /** Styles to turn to when `style` cannot say a value, nearest first. */
  alternatives(style: LiteralStyle, needsInterpolation: boolean): readonly LiteralStyle[];
}

const supports: Readonly<Record<CodeLanguageId, LanguageSupport>> = {
  typescript: javascriptSupport,
  tsx: javascriptSupport,
  javascript: javascriptSupport,
  jsx: javascriptSupport,
  python: pythonSupport,
  go: goSupport,
  java: javaSupport,
  kotlin: kotlinSupport,
  csharp: csharpSupport,
  ruby: rubySupport,
  php: phpSupport,
  rust: rustSupport,
  toml: tomlSupport,
};

/** The support of a language; null for data files and for files that are prompts as a whole. */
export function supportOf(language: LanguageId): LanguageSupport | null {
  return (supports as Readonly<Partial<Record<LanguageId, LanguageSupport>>>)[language] ?? null;
}
