import type { PromptText } from '../../model.ts';
import type { LiteralTree } from '../literal-tree.ts';
import { isMixed } from '../literal-tree.ts';
import { writeSequence } from './write-sequence.ts';
import type { WriterContext, WritingManner } from './write-token.ts';
import { writeLiteral, writeToken } from './write-token.ts';

/**
 * Source texts that may say `value` in place of a literal, the one closest to how it is written now first. They are
 * proposals: the caller checks each by parsing it.
 */
export function* replacementsFor(
  context: WriterContext,
  tree: LiteralTree,
  value: PromptText,
): Generator<string> {
  const seen = new Set<string>();
  for (const propose of proposals(context, tree, value)) {
    const replacement = propose();
    if (replacement !== null && !seen.has(replacement)) {
      seen.add(replacement);
      yield replacement;
    }
  }
}

type Proposal = () => string | null;

function proposals(context: WriterContext, tree: LiteralTree, value: PromptText): Proposal[] {
  const inManner = (manner: WritingManner): Proposal =>
    tree.kind === 'token'
      ? () => writeToken(context, tree, value, manner)
      : () => writeSequence(context, tree, value, manner);
  // Code between literals stays where code can stand: not within one literal.
  const others = isMixed(tree) ? [] : otherStyles(context, tree, value);
  return [inManner('splice'), inManner('encode'), ...others];
}

/** The whole value as one literal, in the style of the present parts or the nearest other one. */
function otherStyles(context: WriterContext, tree: LiteralTree, value: PromptText): Proposal[] {
  const tokens = tree.kind === 'token' ? [tree] : tree.tokens;
  const first = tokens.find(({ style }) => style.hasInterpolation) ?? tokens[0];
  if (first === undefined) return [];
  const needsInterpolation = value.interpolations.length > 0;
  const styles = [first.style, ...context.support.alternatives(first.style, needsInterpolation)];
  return styles.map((style) => () => writeLiteral(context, style, value));
}
