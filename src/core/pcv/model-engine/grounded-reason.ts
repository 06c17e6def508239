import { citeSource, describeSource, withoutClaimedSource } from '../../data-room/cite-source.ts';
import type { GroundingPassage } from '../../data-room/grounding.ts';
import type { Category, Reason } from '../../model.ts';
import { modelReason } from './model-reason.ts';

/** A reason as a model gives it, with the words of a document that it says it rests on. */
export interface ClaimedReason {
  readonly why: string;
  readonly kind: Category;
  readonly source?: string | undefined;
  readonly sourceQuote?: string | undefined;
}

/** A model's reason. It names a source only when the quote stands in a passage that the model was given, exactly. */
export function groundedReason(claim: ClaimedReason, passages: readonly GroundingPassage[]): Reason {
  const { why, kind, source = '', sourceQuote = '' } = claim;
  const reason = modelReason(withoutClaimedSource(why), kind);
  const cited = citeSource(passages, { title: source, quote: sourceQuote });
  return cited === null ? reason : { ...reason, why: `${reason.why} ${describeSource(cited)}` };
}
