/** What one pair of judgements says about the candidate. */
export type Outcome = 'win' | 'loss' | 'tie';

/** Samples so far; those that are missing count for nothing. */
export interface VoteCount {
  readonly win: number;
  readonly loss: number;
  readonly tie: number;
  readonly missing: number;
}

export type VoteState =
  | { readonly kind: 'decided'; readonly outcome: Outcome | null }
  /** `needed` samples cannot be enough or more than enough to settle it: all of them can be drawn at once. */
  | { readonly kind: 'open'; readonly needed: number };

/**
 * The vote of up to `planned` samples: an outcome wins with more than half of those that count, else it is a tie. It
 * ends as soon as no further sample can change it; null when nothing counts.
 */
export function stateOfVote(count: VoteCount, planned: number): VoteState {
  const { win, loss, tie, missing } = count;
  const counted = win + loss + tie;
  const left = Math.max(0, planned - counted - missing);
  const needed = samplesToDecide(Math.max(win, loss), counted, left);
  if (left > 0 && needed > 0) return { kind: 'open', needed };
  if (counted === 0) return { kind: 'decided', outcome: null };
  return { kind: 'decided', outcome: majority(count, counted) };
}

function majority({ win, loss }: VoteCount, counted: number): Outcome {
  if (2 * win > counted) return 'win';
  return 2 * loss > counted ? 'loss' : 'tie';
}

/**
 * The least number of samples after which the vote may be over, were all of them alike. A lead of `ahead` stands for
 * good once 2 · ahead > counted + left; a tie once 2 · ahead + left <= counted.
 */
function samplesToDecide(ahead: number, counted: number, left: number): number {
  const forLead = Math.floor((counted + left - 2 * ahead) / 2) + 1;
  const forTie = Math.ceil((2 * ahead + left - counted) / 2);
  return Math.min(left, Math.max(0, Math.min(forLead, forTie)));
}
