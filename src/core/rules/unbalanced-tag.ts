import { indexTags, type Tag } from '../contract/tags.ts';
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
  const { tags } = indexTags(context.text);
  const openings = countByName(tags, 'open');
  const closings = countByName(tags, 'close');
  const waiting = new Map<string, Tag[]>();
  const matches: RuleMatch[] = [];
  for (const tag of tags) {
    if (!standsAlone(context, tag)) continue;
    const open = waiting.get(tag.name) ?? [];
    waiting.set(tag.name, open);
    if (tag.kind === 'open') open.push(tag);
    else if (tag.kind === 'close' && open.pop() === undefined && !openings.has(tag.name)) {
      matches.push({ span: spanOf(tag), message: `</${tag.name}> closes a section that was never opened.` });
    }
  }
  for (const [name, [first]] of waiting) {
    const closed = closings.get(name) ?? 0;
    if (first !== undefined && closed > 0 && (openings.get(name) ?? 0) > closed) {
      matches.push({ span: spanOf(first), message: `<${name}> opens a section that is never closed.` });
    }
  }
  return matches;
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
