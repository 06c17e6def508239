import type { RuleContext, RuleMatch } from '../rule.ts';
import { findPhrases, type PhraseHit, type PhraseTree } from './phrases.ts';
import { isShouted, removeTokens } from './tidy-edits.ts';
import { quoteTokens, spanOfTokens } from './token-range.ts';

/** How a rule takes phrases out of a text. */
export interface Removal {
  readonly phrases: PhraseTree<string>;
  readonly isMeant: (context: RuleContext, hit: PhraseHit<string>) => boolean;
  /** The message, given the phrase in quotation marks. */
  readonly message: (quote: string) => string;
}

/** Matches of phrases that can be taken out and leave a whole sentence. */
export function findRemovable(context: RuleContext, { phrases, isMeant, message }: Removal): RuleMatch[] {
  return findPhrases(context, phrases).flatMap((hit) => {
    if (isShouted(context, hit.first, hit.end) || !isMeant(context, hit)) return [];
    const edits = removeTokens(context, hit.first, hit.end);
    if (edits === null) return [];
    return [{ span: spanOfTokens(context, hit), message: message(quoteTokens(context, hit)), edits }];
  });
}
