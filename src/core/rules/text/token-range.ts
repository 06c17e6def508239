import type { Span } from '../../model.ts';
import type { RuleContext } from '../rule.ts';

/** Tokens `[first, end)`. */
export interface TokenRange {
  readonly first: number;
  readonly end: number;
}

/** The text span that tokens cover. */
export function spanOfTokens(context: RuleContext, { first, end }: TokenRange): Span {
  const start = context.tokens[first]?.span.start ?? 0;
  return { start, end: context.tokens[end - 1]?.span.end ?? start };
}

const LONGEST_QUOTE = 60;

/** The text of tokens as a message shows it: on one line, shortened when long, in quotation marks. */
export function quoteTokens(context: RuleContext, range: TokenRange): string {
  const { start, end } = spanOfTokens(context, range);
  const text = context.text.slice(start, Math.min(end, start + 2 * LONGEST_QUOTE));
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > LONGEST_QUOTE ? `“${line.slice(0, LONGEST_QUOTE)}…”` : `“${line}”`;
}

/** The key of a token; empty where there is none. */
export function keyAt(context: RuleContext, index: number): string {
  return context.tokens[index]?.key ?? '';
}
