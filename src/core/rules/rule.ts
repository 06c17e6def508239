import type { Category, PromptText, Risk, Severity, Span, TextEdit } from '../model.ts';
import type { Contract } from '../contract/contract.ts';
import type { Tag } from '../contract/tags.ts';
import type { Block } from './text/blocks.ts';
import type { Line } from './text/lines.ts';
import type { Sentence } from './text/sentences.ts';
import type { Token } from './text/tokens.ts';

/** A text that shows what a rule finds, or rightly leaves alone. Examples are the tests and the docs of a rule. */
export interface RuleExample {
  readonly text: string;
  readonly finds: boolean;
  /** The text after the rule's own fixes have been applied, where it has any. */
  readonly fixed?: string;
}

/** One place that a rule objects to. `edits` is what would mend it: already tidy, so that it can be applied alone. */
export interface RuleMatch {
  readonly span: Span;
  readonly message: string;
  readonly edits?: readonly TextEdit[];
  /** What the fix does, in the imperative; without it the rule's own `fixTitle` is shown. */
  readonly title?: string;
}

/** What applying a rule's fix does to a prompt: fewer words, the same words in another shape, or more text. */
export type RuleEffect = 'shortens' | 'restructures' | 'adds';

export type RuleId = `PO${string}`;

/** One weakness of prompts: how to find it, why it matters, and how to mend it where that is possible. */
export interface Rule {
  readonly id: RuleId;
  /** Kebab-case name. */
  readonly name: string;
  readonly title: string;
  /** Why it matters, in one or two sentences; shown with each change that the rule makes. */
  readonly why: string;
  readonly category: Category;
  readonly severity: Severity;
  /** How far the fix may change what the prompt says; null: the rule only finds. */
  readonly risk: Risk | null;
  readonly effect: RuleEffect;
  /** `english` rules stay silent on prompts in other languages; `any` rules look at the form alone. */
  readonly language: 'english' | 'any';
  /** `prose` findings inside frozen spans are dropped; `everything` rules also look into code, quotes and URLs. */
  readonly scope: 'prose' | 'everything';
  readonly fixTitle?: string;
  find(context: RuleContext): readonly RuleMatch[];
  readonly examples: readonly RuleExample[];
}

/** A prompt as rules see it. All views of the text are computed at most once, on first use. */
export interface RuleContext {
  readonly prompt: PromptText;
  readonly text: string;
  readonly contract: Contract;
  /** Placeholders and frozen spans, merged, sorted, without overlap: nothing in them may change. */
  readonly protectedSpans: readonly Span[];
  readonly tags: readonly Tag[];
  readonly lines: readonly Line[];
  readonly blocks: readonly Block[];
  /** Words, numbers and punctuation; a protected span is one token of kind `protected`. */
  readonly tokens: readonly Token[];
  /** Where each word stands: indices of the tokens by their key. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly sentences: readonly Sentence[];
  /** Indices of the tokens that open a sentence. */
  readonly sentenceStarts: ReadonlySet<number>;
  readonly isEnglish: boolean;
}
