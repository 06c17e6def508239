import type { PromptForm, PromptText, Span } from '../model.ts';
import type { DecodedText, Segment } from './decoded-text.ts';
import { interpolationsOf, sourceSpanOf } from './decoded-text.ts';
import type { LanguageId } from './languages.ts';

/**
 * A prompt where it stands in a file. `text` is what the model would read; code that is filled in stands in it as its
 * own source text, at `interpolations`.
 */
export interface PromptSite extends PromptText {
  readonly language: LanguageId;
  readonly form: PromptForm;
  /** Variable, property, argument or function that the prompt belongs to; the file's name for a prompt file. */
  readonly name: string | null;
  /** Names of classes and functions around it, outermost first, then its own. */
  readonly symbolPath: readonly string[];
  /** The whole literal or chain in the source, quotes included. */
  readonly span: Span;
  /** In a notebook: its cell and the line in that, both counted from 1. */
  readonly cell?: { readonly index: number; readonly line: number };
  /** How sure it is that this is a prompt, 0 to 1; it is offered as one from the threshold. */
  readonly confidence: number;
  /** Why it is taken for a prompt, strongest evidence first. */
  readonly reasons: readonly string[];
  /** The map from `text` to the source; plain data. */
  readonly segments: readonly Segment[];
  /**
   * The source that stands for a span of `text`, widened to whole escapes; null when the span has no source of its
   * own.
   */
  toSource(span: Span): Span | null;
}

type SiteFacts = Omit<PromptSite, 'text' | 'interpolations' | 'segments' | 'toSource'>;

/** A site with the text and the map of `decoded`. */
export function createPromptSite(facts: SiteFacts, decoded: DecodedText): PromptSite {
  return {
    ...facts,
    text: decoded.text,
    interpolations: interpolationsOf(decoded),
    segments: decoded.segments,
    toSource: (span) => sourceSpanOf(decoded, span),
  };
}

/** The same site in a text in which it stands `distance` units further on. */
export function moveSite(site: PromptSite, distance: number): PromptSite {
  const { text, span } = site;
  const segments = site.segments.map(({ sourceStart, sourceEnd, ...segment }) => ({
    ...segment,
    sourceStart: sourceStart + distance,
    sourceEnd: sourceEnd + distance,
  }));
  const there = { start: span.start + distance, end: span.end + distance };
  return createPromptSite({ ...site, span: there }, { text, segments });
}

/** A string literal or chain of a file, prompt or not. */
export interface SourceLiteral {
  readonly span: Span;
  readonly form: PromptForm;
  /** The literal's own value, before functions around it change it. */
  readonly value: string;
  readonly interpolations: readonly Span[];
  readonly isPrompt: boolean;
}

/** What was found in one file. */
export interface ScanResult {
  readonly prompts: readonly PromptSite[];
  /** Every string literal or chain; null unless asked for. */
  readonly literals: readonly SourceLiteral[] | null;
  /** Why the file was not looked into; null when it was. */
  readonly skipped: SkipReason | null;
}

export type SkipReason =
  'unsupported-language' | 'binary' | 'too-large' | 'minified' | 'not-a-prompt-file' | 'excluded';
