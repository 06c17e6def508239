import type { RunSettings } from '../../model.ts';
import type { ModelOperator, ProposalPrompt } from '../../prompts/proposer-prompt.ts';
import type { Parent, ProposalRequest } from '../modules.ts';

/** One candidate to ask for: which operator on which text of the front. */
export interface ProposalSlot {
  readonly operator: ModelOperator;
  readonly parent: Parent;
  readonly id: string;
  /** Tells equal requests of one run apart. */
  readonly repeat: number;
}

/** Patches are cheapest and keep most, so they come first and again after one of each kind. */
const order: readonly ModelOperator[] = ['patch', 'stabilise', 'diverge'];

/** The candidates of a round: every operator on the pick, then on the next text of the front, and so on. */
export function planRound({ round, settings, parents }: ProposalRequest): readonly ProposalSlot[] {
  const slots: ProposalSlot[] = [];
  for (let index = 0; index < settings.candidates; index += 1) {
    const operator = order[index % order.length];
    const parent = parents[Math.floor(index / order.length) % parents.length];
    if (operator === undefined || parent === undefined) break;
    const repeat = (round - 1) * settings.candidates + index;
    slots.push({ operator, parent, id: `r${round}-${index + 1}`, repeat });
  }
  return slots;
}

interface LengthInput {
  readonly slot: ProposalSlot;
  readonly settings: RunSettings;
  readonly originalTokens: number;
}

/** The length that a candidate should have and may have, in tokens; the Verifier enforces the second. */
export function lengthsOf({
  slot,
  settings,
  originalTokens,
}: LengthInput): Pick<ProposalPrompt, 'aim' | 'limit'> {
  const { tokens } = slot.parent.member;
  const mayGrow = labelOf(slot) === 'diverge';
  const limit = mayGrow ? Math.floor(originalTokens * (1 + settings.divergeAllowance)) : originalTokens;
  const aim = slot.operator === 'stabilise' ? Math.round(tokens * (1 - settings.stabiliseTarget)) : tokens;
  return { limit, aim: Math.min(aim, limit) };
}

/** What has grown once stays a diverging text, whatever is done to it next: its length is judged by that. */
export function labelOf({ operator, parent }: Pick<ProposalSlot, 'operator' | 'parent'>): ModelOperator {
  return parent.member.operator === 'diverge' ? 'diverge' : operator;
}
