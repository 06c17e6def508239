import type { Span } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Line } from './text/lines.ts';

/** Finds blanks that say nothing: at line ends, doubled between words, more than two empty lines in a row. */
export const oddWhitespace: Rule = {
  id: 'PO011',
  name: 'odd-whitespace',
  title: 'White space that says nothing',
  why: 'Trailing blanks, doubled spaces and runs of empty lines cost tokens and tell the model nothing.',
  category: 'economy',
  severity: 'hint',
  risk: 'safe',
  effect: 'shortens',
  language: 'any',
  scope: 'prose',
  fixTitle: 'Remove the surplus white space',
  find: (context) => [
    ...context.lines.flatMap((line) => [...trailingBlanks(context, line), ...doubledSpaces(context, line)]),
    ...emptyLines(context),
  ],
  examples: [
    { text: 'Translate the text.   \nKeep names.', finds: true, fixed: 'Translate the text.\nKeep names.' },
    {
      text: 'Translate the text.\n   \nKeep names.',
      finds: true,
      fixed: 'Translate the text.\n\nKeep names.',
    },
    { text: 'Translate the  text.', finds: true, fixed: 'Translate the text.' },
    {
      text: 'Translate the text.\n\n\n\n\nKeep names.',
      finds: true,
      fixed: 'Translate the text.\n\nKeep names.',
    },
    { text: 'Translate the text.\n\nKeep names.\n  - and dates', finds: false },
  ],
};

const TRAILING = 'Blanks at the end of a line cost tokens and mean nothing.';
const DOUBLED = 'Several spaces in a row mean no more than one.';
const EMPTY = 'More than two empty lines in a row mean no more than one.';
const MOST_EMPTY_LINES = 2;

function trailingBlanks({ text }: RuleContext, line: Line): RuleMatch[] {
  const start = line.kind === 'blank' ? line.span.start : line.content.end;
  const span = { start, end: line.span.end };
  // The prompt's own first and last line may join what the program puts before and behind.
  const isOutermost = span.end === text.length || (line.kind === 'blank' && start === 0);
  return line.fenced || span.start === span.end || isOutermost ? [] : [deletion(span, TRAILING)];
}

function doubledSpaces({ text }: RuleContext, line: Line): RuleMatch[] {
  if (line.fenced || (line.kind !== 'text' && line.kind !== 'list')) return [];
  const content = text.slice(line.content.start, line.content.end);
  const matches: RuleMatch[] = [];
  let start = content.indexOf('  ');
  while (start >= 0) {
    let end = start + 2;
    while (content[end] === ' ') end++;
    const span = { start: line.content.start + start + 1, end: line.content.start + end };
    if (joinsWords(content, start, end)) matches.push(deletion(span, DOUBLED));
    start = content.indexOf('  ', end);
  }
  return isAligned(content, matches) ? [] : matches;
}

/** Between words of running text; blanks inside quotes or code may well be meant. */
function joinsWords(content: string, start: number, end: number): boolean {
  return (
    /[\p{L}\p{N}.,;:!?)]/u.test(content[start - 1] ?? '') && /[\p{L}\p{N}("'*]/u.test(content[end] ?? '')
  );
}

/** Columns that were aligned by hand, or a drawing: several wide gaps on one line. */
function isAligned(content: string, matches: readonly RuleMatch[]): boolean {
  return matches.some(({ span }) => span.end - span.start > 2) || /[|│┌└├─]|\t/u.test(content);
}

function emptyLines({ text, lines }: RuleContext): RuleMatch[] {
  const matches: RuleMatch[] = [];
  let first = 0;
  lines.forEach((line, index) => {
    if (line.kind === 'blank') return;
    const before = lines[first];
    if (first > 0 && before !== undefined && index - first > MOST_EMPTY_LINES) {
      matches.push(deletion({ start: lines[first + 1]?.span.start ?? 0, end: line.span.start }, EMPTY));
    }
    first = index + 1;
  });
  return matches.filter(({ span }) => text.slice(span.start, span.end).trim() === '');
}

function deletion(span: Span, message: string): RuleMatch {
  return { span, message, edits: [{ span, replacement: '' }] };
}
