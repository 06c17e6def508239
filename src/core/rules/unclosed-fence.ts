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
  const opening = openFence(lines, text);
  if (opening === null) return [];
  const last = lines.findLast(({ kind }) => kind !== 'blank');
  // A fence that the prompt ends with is meant to be filled and closed by the answer.
  if (last === undefined || last === opening) return [];
  const { end } = last.content;
  const edits = [{ span: { start: end, end }, replacement: `\n${opening.marker}` }];
  const span = { start: opening.span.start + opening.indent, end: opening.content.end };
  return [{ span, message: `The fence ${opening.marker} opened here is never closed.`, edits }];
}

/** The fence that is still open at the end. Fences inside of fences can be read in two ways: null for those, too. */
function openFence(lines: readonly Line[], text: string): Line | null {
  let open: Line | null = null;
  for (const line of lines) {
    if (line.kind === 'fence') {
      const isBare = line.content.start >= line.content.end;
      if (open === null) open = line;
      else if (!isBare) return null;
      else if (line.marker.startsWith(open.marker)) open = null;
    } else if (open !== null && text.endsWith(open.marker, line.content.end)) open = null;
  }
  return open;
}
