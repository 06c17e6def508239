import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Line } from './text/lines.ts';

/** Finds notes of the author to himself: “TODO: add examples”. */
export const unfinishedText: Rule = {
  id: 'PO031',
  name: 'unfinished-text',
  title: 'Unfinished part',
  why: 'The model reads the note as part of the task.',
  category: 'clarity',
  severity: 'warning',
  risk: null,
  effect: 'shortens',
  language: 'any',
  scope: 'prose',
  find: (context) => context.lines.flatMap((line) => readLine(context, line)),
  examples: [
    { text: 'Translate the text.\nTODO: add two examples', finds: true },
    { text: 'Translate the text.\nLorem ipsum dolor sit amet.', finds: true },
    { text: 'Find each TODO in the code. Write "TODO: fix" where a part is missing.', finds: false },
  ],
};

const NOTE = /^(?:TODO|FIXME|TBD|XXX)(?:\([^)\n]{1,40}\))?:|^(?:TODO|FIXME|TBD)$|^lorem ipsum dolor/iu;

function readLine({ text }: RuleContext, line: Line): RuleMatch[] {
  if (line.fenced || (line.kind !== 'text' && line.kind !== 'list')) return [];
  const start = text.slice(line.content.start, line.content.start + 60);
  const note = NOTE.exec(start.trimEnd())?.[0];
  const isNote =
    note !== undefined && (note.startsWith(note.slice(0, 3).toUpperCase()) || /^lorem/iu.test(note));
  if (!isNote) return [];
  const span = { start: line.content.start, end: line.content.start + note.length };
  return [{ span, message: `“${note}” marks a part that was never finished.` }];
}
