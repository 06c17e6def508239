import type { Tag } from '../contract/tags.ts';
import type { Span } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { lineIndexAt } from './text/locate.ts';

/** Finds sections whose opening or closing tag is missing. */
export const unbalancedTag: Rule = {
  id: 'PO036',
  name: 'unbalanced-tag',
  title: 'Tag without its partner',
  why: 'A section without an end swallows what follows: the model cannot tell data from instructions any more.',
  category: 'structure',
  severity: 'warning',
  risk: null,
  effect: 'adds',
  language: 'any',
  scope: 'everything',
  find: findUnbalanced,
  examples: [
    { text: '<example>\nOne\n</example>\n<example>\nTwo\n\nAnswer like this.', finds: true },
    { text: 'Rules:\nBe exact.\n</rules>\nAnswer the question.', finds: true },
    { text: '<example>\nOne\n</example>\nPut it in <example> tags.\n<name>\nis a variable.', finds: false },
  ],
};

/** Only tags that stand alone on their line mark sections; others are mentions or data. */
function findUnbalanced(context: RuleContext): RuleMatch[] {
  const { tags } = context;
  const alone = tags.filter((tag) => standsAlone(context, tag));
  return [...findUnopened(context, alone), ...findUnclosed(context, alone, countByName(tags, 'close'))];
}

function findUnopened({ text }: RuleContext, alone: readonly Tag[]): RuleMatch[] {
  const closing = alone.filter(({ kind }) => kind === 'close');
  const opened = closing.length === 0 ? new Set<string>() : namesOpenedIn(text);
  return closing
    .filter(({ name }) => !opened.has(name))
    .map((tag) => ({ span: spanOf(tag), message: `</${tag.name}> closes a section that was never opened.` }));
}

/** Opening tags may be too wild to be read as tags: attributes with code, broken over lines. */
function namesOpenedIn(text: string): Set<string> {
  return new Set([...text.matchAll(/<([\p{L}_][\p{L}\p{N}_.:-]{0,63})/gu)].map((match) => match[1] ?? ''));
}

function findUnclosed(
  context: RuleContext,
  alone: readonly Tag[],
  closings: Map<string, number>,
): RuleMatch[] {
  const openings = countByName(alone, 'open');
  const waiting = new Map<string, Tag[]>();
  for (const tag of alone) {
    const open = waiting.get(tag.name) ?? [];
    waiting.set(tag.name, open);
    if (tag.kind === 'open') open.push(tag);
    else open.pop();
  }
  return [...waiting].flatMap(([name, [first]]) => {
    const closed = closings.get(name) ?? 0;
    if (first === undefined || closed === 0 || (openings.get(name) ?? 0) <= closed) return [];
    // A tag that the prompt ends with is meant to be closed by the answer.
    if (first.end >= context.text.trimEnd().length) return [];
    return [{ span: spanOf(first), message: `<${name}> opens a section that is never closed.` }];
  });
}

function spanOf({ start, end }: Tag): Span {
  return { start, end };
}

function countByName(tags: readonly Tag[], wanted: Tag['kind']): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name, kind } of tags) if (kind === wanted) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function standsAlone({ lines }: RuleContext, tag: Tag): boolean {
  const line = lines[lineIndexAt(lines, tag.start)];
  return (
    line !== undefined && !line.fenced && line.content.start === tag.start && line.content.end === tag.end
  );
}
