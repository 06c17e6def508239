import type { TextEdit } from '../../model.ts';
import type { RuleContext } from '../rule.ts';
import type { Block } from './blocks.ts';
import { blockIndexAt, lineIndexAt } from './locate.ts';
import type { Sentence } from './sentences.ts';

/**
 * Edits that take a whole sentence out: with its line when it fills one, with its list item when it is all of it.
 * Null where something would be left hanging: the only item under a lead-in, a number in the middle of a list, the
 * only text under a heading, the only sentence of the prompt.
 */
export function removeSentence(context: RuleContext, index: number): readonly TextEdit[] | null {
  const sentence = context.sentences[index];
  if (sentence === undefined || context.sentences.length < 2) return null;
  const blockIndex = blockIndexAt(context.blocks, sentence.span.start);
  const block = context.blocks[blockIndex];
  if (block === undefined || block.kind === 'heading' || block.kind === 'table') return null;
  if (coversContent(context, block, sentence)) return removeBlock(context, blockIndex);
  if (isWholeLines(context, sentence)) return removeLines(context, sentence);
  const next = context.sentences[index + 1];
  const opensLine = context.tokens[sentence.first]?.gap !== 'space';
  if (next !== undefined && context.tokens[next.first]?.gap === 'space') {
    return [{ span: { start: sentence.span.start, end: next.span.start }, replacement: '' }];
  }
  const previous = context.sentences[index - 1];
  if (previous === undefined || opensLine) return null;
  return [{ span: { start: previous.span.end, end: sentence.span.end }, replacement: '' }];
}

function coversContent(context: RuleContext, block: Block, sentence: Sentence): boolean {
  const first = context.lines[block.firstLine];
  return sentence.span.start <= (first?.content.start ?? 0) && sentence.span.end >= block.span.end;
}

function isWholeLines(context: RuleContext, sentence: Sentence): boolean {
  const first = context.lines[lineIndexAt(context.lines, sentence.span.start)];
  const last = context.lines[lineIndexAt(context.lines, sentence.span.end)];
  return (
    first?.marker === '' &&
    first.content.start === sentence.span.start &&
    last?.content.end === sentence.span.end
  );
}

function removeLines(context: RuleContext, sentence: Sentence): readonly TextEdit[] | null {
  const first = lineIndexAt(context.lines, sentence.span.start);
  return cutLines(context, first, lineIndexAt(context.lines, sentence.span.end) + 1);
}

/** Edits that take a whole list item or paragraph out; null where something would be left hanging. */
export function removeBlock(context: RuleContext, index: number): readonly TextEdit[] | null {
  const block = context.blocks[index];
  const before = context.blocks[index - 1];
  const after = context.blocks[index + 1];
  if (block === undefined || (block.kind !== 'list' && block.kind !== 'text')) return null;
  const hangs =
    block.kind === 'list' ? isHeldByList(context, block, before, after) : isLeftAlone(context, before, after);
  return hangs ? null : cutLines(context, block.firstLine, block.endLine);
}

/** A list item that others depend on: by its number, as their parent, or as the only one under its lead-in. */
function isHeldByList(
  context: RuleContext,
  block: Block,
  before: Block | undefined,
  after: Block | undefined,
): boolean {
  if (after?.kind !== 'list') return before?.kind !== 'list';
  const isNumbered = /[\da-zA-Z]/u.test(context.lines[block.firstLine]?.marker ?? '');
  return isNumbered || indentOf(context, after) > indentOf(context, block);
}

/** A paragraph that is all that a heading or a lead-in ending with a colon has. */
function isLeftAlone(context: RuleContext, before: Block | undefined, after: Block | undefined): boolean {
  if (before === undefined && after === undefined) return true;
  if (before === undefined) return false;
  const introduces = before.kind === 'heading' || context.text[before.span.end - 1] === ':';
  return introduces && (after === undefined || after.kind !== 'text');
}

function indentOf(context: RuleContext, block: Block): number {
  return context.lines[block.firstLine]?.indent ?? 0;
}

/** Cuts whole lines, and one of two blank lines that would meet. Null when a line holds other content too. */
function cutLines(context: RuleContext, first: number, end: number): readonly TextEdit[] | null {
  const { lines, text } = context;
  const isBlank = (index: number): boolean => index < 0 || (lines[index]?.kind ?? 'blank') === 'blank';
  let last = end;
  while (isBlank(first - 1) && last < lines.length && isBlank(last)) last++;
  const start = lines[first]?.span.start ?? 0;
  const next = lines[last];
  if (next !== undefined) return [{ span: { start, end: next.span.start }, replacement: '' }];
  let previous = first - 1;
  while (previous >= 0 && isBlank(previous)) previous--;
  const cutStart = lines[previous]?.span.end ?? 0;
  const trailing = text.length - (lines[end - 1]?.span.end ?? text.length);
  return [{ span: { start: cutStart, end: text.length - trailing }, replacement: '' }];
}
