import type { PromptText, Span } from '../../model.ts';
import type { TokenCounter } from '../../ports.ts';
import type { Outline } from '../data-messages.ts';
import { alignSections } from './align-sections.ts';
import { outlineOf } from './outline.ts';
import { shiftSpan, slicePrompt } from './slice-prompt.ts';
import { splitSections, type PromptSection } from './split-sections.ts';

/** A prompt that may be longer than a model takes at a time, and its rewrites, by the same cuts. */
export interface SectionedPrompt {
  /** How the sections of the original begin; absent where the limit holds all of it. */
  outline(limitTokens: number): Outline | undefined;
  /** A rewrite, or the original itself, by the sections of the original; one pair where the limit holds both. */
  pairs(rewrite: PromptText, limitTokens: number): readonly SectionPair[];
  /** The sections of a rewrite; those that have grown beyond the limit are cut once more. */
  sections(rewrite: PromptText, limitTokens: number): readonly PromptSection[];
}

/** A section of the original with what has become of it. */
export interface SectionPair {
  readonly before: PromptSection;
  readonly after: PromptSection;
}

/** Cuts are found once for each limit. What a rewrite leaves alone has the same sections as in the original. */
export function createSectionedPrompt(original: PromptText, counter: TokenCounter): SectionedPrompt {
  const known = new Map<number, readonly PromptSection[]>();
  const ofOriginal = (limitTokens: number): readonly PromptSection[] => {
    const sections = known.get(limitTokens) ?? splitSections(original, { limitTokens, counter });
    known.set(limitTokens, sections);
    return sections;
  };
  const pairs: SectionedPrompt['pairs'] = (rewrite, limitTokens) => {
    const whole = wholeOf(rewrite, { limitTokens, counter });
    const sections = ofOriginal(limitTokens);
    if (sections.length === 1 && !whole.isOverLimit) {
      return sections.map((before) => ({ before, after: whole }));
    }
    const spans = sections.map(({ span }) => span);
    return alignSections(original.text, spans, rewrite.text).map(({ before, after }) => ({
      before: sectionAt(original, before, { limitTokens, counter }),
      after: sectionAt(rewrite, after, { limitTokens, counter }),
    }));
  };
  return {
    outline: (limitTokens) => outlineOf(ofOriginal(limitTokens)),
    pairs,
    sections: (rewrite, limitTokens) =>
      pairs(rewrite, limitTokens).flatMap(({ after }) =>
        after.isOverLimit ? cutAgain(rewrite, after, { limitTokens, counter }) : after,
      ),
  };
}

interface CutOptions {
  readonly limitTokens: number;
  readonly counter: TokenCounter;
}

function wholeOf(prompt: PromptText, options: CutOptions): PromptSection {
  return sectionAt(prompt, { start: 0, end: prompt.text.length }, options);
}

function sectionAt({ text }: PromptText, span: Span, { limitTokens, counter }: CutOptions): PromptSection {
  const part = text.slice(span.start, span.end);
  const tokens = counter.count(part);
  return { span, text: part, tokens, isOverLimit: tokens > limitTokens };
}

function cutAgain(
  prompt: PromptText,
  { span }: PromptSection,
  options: CutOptions,
): readonly PromptSection[] {
  return splitSections(slicePrompt(prompt, span), options).map((section) => ({
    ...section,
    span: shiftSpan(section.span, span.start),
  }));
}
