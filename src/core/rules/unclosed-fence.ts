import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Line } from './text/lines.ts';

/** Finds a code fence that is opened and never closed. */
export const unclosedFence: Rule = {
  id: 'PO035',
  name: 'unclosed-fence',
  title: 'Code fence that is never closed',
  why: 'Everything behind an open fence counts as code, the instructions included.',
  category: 'structure',
  severity: 'error',
  risk: 'bold',
  effect: 'adds',
  language: 'any',
  scope: 'everything',
  fixTitle: 'Close the fence at the end',
  find: findOpenFence,
  examples: [
    {
      text: 'Follow the example:\n```json\n{"name": "Ada"}',
      finds: true,
      fixed: 'Follow the example:\n```json\n{"name": "Ada"}\n```',
    },
    { text: 'Follow the example:\n```json\n{"name": "Ada"}\n```', finds: false },
    { text: 'Answer in JSON.\n```json\n', finds: false },
  ],
};

function findOpenFence({ lines, text }: RuleContext): RuleMatch[] {
  const open = openFence(lines, text);
  const opening = open < 0 ? undefined : lines[open];
  if (opening === undefined) return [];
  const last = lines.findLastIndex(({ kind }) => kind !== 'blank');
  // A fence that the prompt ends with is meant to be filled and closed by the answer.
  if (last === open) return [];
  const end = lines[last]?.content.end ?? text.length;
  const edits = [{ span: { start: end, end }, replacement: `\n${opening.marker}` }];
  const span = { start: opening.span.start + opening.indent, end: opening.content.end };
  return [{ span, message: `The fence ${opening.marker} opened here is never closed.`, edits }];
}

/** Index of the line whose fence is still open at the end; -1 when there is none. */
function openFence(lines: readonly Line[], text: string): number {
  let open = -1;
  lines.forEach((line, index) => {
    if (line.kind !== 'fence') return;
    const opening = lines[open];
    if (opening === undefined) open = index;
    else if (line.marker.startsWith(opening.marker) && isBare(line, text)) open = -1;
  });
  return open;
}

function isBare(line: Line, text: string): boolean {
  return text.slice(line.content.start, line.content.end).trim() === '';
}
