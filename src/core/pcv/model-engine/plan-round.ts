import type { RunSettings } from '../../model.ts';
import type { ModelOperator, ProposalPrompt } from '../../prompts/proposer-prompt.ts';
import type { Parent, ProposalRequest } from '../modules.ts';

/** One candidate to ask for: which operator on which text of the front. */
export interface ProposalSlot {
  readonly operator: ModelOperator;
  readonly parent: Parent;
  /** The second parent of a merge; null for every other operator. */
  readonly other: Parent | null;
  readonly id: string;
  /** Tells equal requests of one run apart. */
  readonly repeat: number;
}

/** Patches are cheapest and keep most, so they come first and again after one of each kind. */
const order: readonly ModelOperator[] = ['patch', 'stabilise', 'diverge', 'merge'];

/** The candidates of a round: every operator on the most promising text, then on the next one, and so on. */
export function planRound({ round, settings, parents }: ProposalRequest): readonly ProposalSlot[] {
  const [first, second] = parents;
  if (first === undefined) return [];
  const cycle = parents.flatMap((parent) =>
    order
      .filter((operator) => settings.operators.includes(operator))
      .filter((operator) => operator !== 'merge' || (parent === first && second !== undefined))
      .map((operator) => ({ operator, parent, other: operator === 'merge' ? (second ?? null) : null })),
  );
  if (cycle.length === 0) return [];
  return Array.from({ length: settings.candidates }, (_, index) => {
    const { operator, parent, other } = cycle[index % cycle.length] ?? {
      operator: 'patch',
      parent: first,
      other: null,
    };
    const repeat = (round - 1) * settings.candidates + index;
    return { operator, parent, other, id: `r${round}-${index + 1}`, repeat };
  });
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
export function labelOf({
  operator,
  parent,
  other,
}: Pick<ProposalSlot, 'operator' | 'parent' | 'other'>): ModelOperator {
  const hasGrown = [parent, other].some((text) => text?.member.operator === 'diverge');
  return hasGrown ? 'diverge' : operator;
}
