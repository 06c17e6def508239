import type { GroundingPassage } from '../../data-room/grounding.ts';
import { parseAnswerJson } from '../../prompts/answer-json.ts';
import { patchAnswerSchema, rewriteAnswerSchema } from '../../prompts/proposal-answers.ts';
import { applyPatch, type Rewrite } from './apply-patch.ts';
import { applyRewrite } from './apply-rewrite.ts';
import type { ProposalSlot } from './plan-round.ts';

/** What an answer comes to. A readable answer without a usable rewrite (`rewrite` null) is no fault of the provider. */
export type ReadProposal =
  | { readonly kind: 'read'; readonly rewrite: Rewrite | null }
  | { readonly kind: 'invalid'; readonly detail: string };

/** Reads the answer to a proposal request and applies it to the parent's text. */
export function readProposal(
  { operator, parent }: ProposalSlot,
  answer: string,
  passages: readonly GroundingPassage[] = [],
): ReadProposal {
  const value = parseAnswerJson(answer);
  if (value === undefined) return { kind: 'invalid', detail: 'The answer holds no JSON object.' };
  const { text } = parent.prompt;
  if (operator === 'patch') {
    const patch = patchAnswerSchema.safeParse(value);
    return patch.success ? { kind: 'read', rewrite: applyPatch(text, patch.data, passages) } : wrongForm;
  }
  const rewrite = rewriteAnswerSchema.safeParse(value);
  if (!rewrite.success) return wrongForm;
  if (rewrite.data.prompt.trim() === '') return { kind: 'invalid', detail: 'The new prompt is empty.' };
  return { kind: 'read', rewrite: applyRewrite(text, rewrite.data, passages) };
}

const wrongForm: ReadProposal = {
  kind: 'invalid',
  detail: 'The answer is not of the form that was asked for.',
};
