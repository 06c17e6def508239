import type { Span } from '../../model.ts';
import type { TokenCounter } from '../../ports.ts';
import type { Outline } from '../../prompts/data-messages.ts';
import { outlineOf } from '../../prompts/sections/outline.ts';
import { isInside, shiftSpan, slicePrompt } from '../../prompts/sections/slice-prompt.ts';
import { splitSections, type PromptSection } from '../../prompts/sections/split-sections.ts';
import type { TextWindow } from '../judges/text-window.ts';
import type { Parent } from '../modules.ts';
import type { Rewrite } from './apply-patch.ts';
import type { ProposalSlot } from './plan-round.ts';

/** A slot that asks for a rewrite of one section; everything around it stays, and the contract of the whole decides. */
export interface FocusedSlot {
  /** What is asked for: its parent is the section. */
  readonly asked: ProposalSlot;
  readonly whole: ProposalSlot;
  /** Where the section stands in the parent; null: all of it is asked for. */
  readonly span: Span | null;
  /** How the sections around it begin; absent where all of it is asked for. */
  readonly outline?: Outline | undefined;
}

interface FocusOptions {
  /** What the model takes at a time. */
  readonly window: TextWindow;
  readonly counter: TokenCounter;
}

/** Tokens above which models no longer write a whole text anew without losing parts of it. */
const longestSection = 8000;

/**
 * Takes a slot as it is where the model can rewrite the whole text. A longer text is rewritten by sections, another one
 * in every slot; what cannot be cut small enough is left as it stands. Null when nothing of the text can be asked for.
 */
export function focusSlot(slot: ProposalSlot, options: FocusOptions): FocusedSlot | null {
  const limitTokens = sectionLimit(options.window);
  if (slot.parent.member.tokens <= limitTokens) return { asked: slot, whole: slot, span: null };
  if (slot.operator === 'merge') return null;
  const sections = splitSections(slot.parent.prompt, { limitTokens, counter: options.counter });
  const usable = sections.filter(({ isOverLimit, text }) => !isOverLimit && text.trim() !== '');
  const section = usable[slot.repeat % Math.max(1, usable.length)];
  if (section === undefined) return null;
  return {
    asked: { ...slot, parent: parentOfSection(slot.parent, section) },
    whole: slot,
    span: section.span,
    outline: outlineOf(sections),
  };
}

/** A rewrite of the section as one of the whole text. */
export function widenRewrite({ whole, span }: FocusedSlot, rewrite: Rewrite): Rewrite {
  if (span === null) return rewrite;
  const { text } = whole.parent.prompt;
  return {
    text: text.slice(0, span.start) + rewrite.text + text.slice(span.end),
    edits: rewrite.edits.map(({ edit, reason }) => ({
      edit: { ...edit, span: shiftSpan(edit.span, span.start) },
      reason,
    })),
  };
}

/** Tokens of a section that the Proposer is asked for. */
export function sectionLimit({ limitTokens }: Pick<TextWindow, 'limitTokens'>): number {
  return Math.min(longestSection, limitTokens());
}

function parentOfSection({ member, prompt, findings, steps }: Parent, section: PromptSection): Parent {
  const { span, text, tokens } = section;
  return {
    member: { ...member, text, tokens },
    prompt: slicePrompt(prompt, span),
    findings: findings.filter((finding) => isInside(span)(finding.span)),
    steps,
  };
}
