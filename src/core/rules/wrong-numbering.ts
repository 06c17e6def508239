import type { Span, TextEdit } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Line } from './text/lines.ts';

/** Finds numbered lists that skip or repeat a number. */
export const wrongNumbering: Rule = {
  id: 'PO038',
  name: 'wrong-numbering',
  title: 'List with wrong numbers',
  why: 'A missing number looks like a missing rule, and “step 3” may be two of them.',
  category: 'structure',
  severity: 'warning',
  risk: 'moderate',
  effect: 'restructures',
  language: 'any',
  scope: 'prose',
  fixTitle: 'Number the list from one to its end',
  find: findWrong,
  examples: [
    {
      text: '1. Read.\n2. Think.\n2. Write.\n3. Check.',
      finds: true,
      fixed: '1. Read.\n2. Think.\n3. Write.\n4. Check.',
    },
    { text: '1. Read.\n3. Write.\n\nRepeat step 3 if needed.', finds: true },
    { text: '1. Read.\n1. Think.\n1. Write.', finds: false },
    { text: '1. Read.\n2. Think.\n\nThen:\n\n4. Write.', finds: false },
  ],
};

interface Item {
  readonly number: number;
  readonly line: Line;
}

const REFERENCE = /\b(?:steps?|rules?|items?|points?|questions?|tasks?|sections?|numbers?|no\.|#)\s?\d/iu;

function findWrong(context: RuleContext): RuleMatch[] {
  const hasReferences = REFERENCE.test(context.text);
  return collectLists(context).flatMap((items) => {
    const wrong = items.findIndex(
      ({ number }, index) => index > 0 && number !== (items[0]?.number ?? 1) + index,
    );
    const item = items[wrong];
    if (item === undefined || items[0]?.number !== 1) return [];
    const expected = wrong + 1;
    const message = `Number ${item.number} stands where ${expected} should.`;
    return [{ span: markerSpan(item), message, edits: hasReferences ? [] : renumber(items) }];
  });
}

/**
 * Runs of numbered lines of one indentation with nothing but deeper lines and blanks between them. A smaller
 * number begins a list of its own: the first one, or one that goes on after it.
 */
function collectLists(context: RuleContext): Item[][] {
  const lists: Item[][] = [];
  const open = new Map<number, Item[]>();
  for (const line of context.lines) {
    if (line.kind === 'blank') continue;
    for (const indent of open.keys()) {
      const endsList = indent > line.indent || (indent === line.indent && numberOf(line) === null);
      if (endsList) open.delete(indent);
    }
    const number = line.fenced ? null : numberOf(line);
    if (number === null) continue;
    const list = open.get(line.indent);
    const isNew = list === undefined || number === 1 || number < (list.at(-1)?.number ?? 0);
    if (isNew) {
      const begun = [{ number, line }];
      lists.push(begun);
      open.set(line.indent, begun);
    } else list.push({ number, line });
  }
  return lists.filter((items) => items.length > 1);
}

function numberOf(line: Line): number | null {
  if (line.kind !== 'list') return null;
  const digits = /^\d{1,3}(?=[.)]$)/u.exec(line.marker)?.[0];
  return digits === undefined ? null : Number(digits);
}

function markerSpan({ line }: Item): Span {
  const start = line.span.start + line.indent;
  return { start, end: start + line.marker.length };
}

function renumber(items: readonly Item[]): TextEdit[] {
  return items.flatMap((item, index) => {
    if (item.number === index + 1) return [];
    const { start } = markerSpan(item);
    return [{ span: { start, end: start + String(item.number).length }, replacement: String(index + 1) }];
  });
}
