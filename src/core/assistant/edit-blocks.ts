/** A part of a model's answer: text, an edit that it proposes, or an edit that has not come to its end yet. */
export type AnswerPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'edit'; readonly find: string; readonly replace: string }
  | { readonly kind: 'unfinished'; readonly text: string };

/** The lines around the two halves of an edit, as the instructions name them. */
export const editMarks = { find: '<<<<<<< FIND', replace: '=======', end: '>>>>>>> REPLACE' } as const;

/** Takes an answer apart, line by line; what is not a whole edit stays text. */
export function readEditBlocks(answer: string): readonly AnswerPart[] {
  const lines = answer.split('\n');
  const parts: AnswerPart[] = [];
  let textFrom = 0;
  let from = nextMark(lines, editMarks.find, 0);
  while (from >= 0) {
    const middle = nextMark(lines, editMarks.replace, from + 1);
    const end = middle < 0 ? -1 : nextMark(lines, editMarks.end, middle + 1);
    parts.push(...textOf(lines.slice(textFrom, from)));
    if (end < 0) return [...parts, { kind: 'unfinished', text: lines.slice(from).join('\n') }];
    const find = lines.slice(from + 1, middle).join('\n');
    parts.push({ kind: 'edit', find, replace: lines.slice(middle + 1, end).join('\n') });
    textFrom = end + 1;
    from = nextMark(lines, editMarks.find, textFrom);
  }
  return [...parts, ...textOf(lines.slice(textFrom))];
}

function nextMark(lines: readonly string[], mark: string, from: number): number {
  for (let index = from; index < lines.length; index += 1) if (lines[index]?.trim() === mark) return index;
  return -1;
}

/** Models like to fence edits: the fences around one are no text. */
function textOf(lines: readonly string[]): readonly AnswerPart[] {
  const text = lines
    .join('\n')
    .replace(/^```\w*\n?/u, '')
    .replace(/\n?```\w*$/u, '')
    .trim();
  return text === '' ? [] : [{ kind: 'text', text }];
}

export type PlacedEdit =
  | { readonly kind: 'placed'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: 'missing' | 'ambiguous' | 'same' };

/** The text with one passage replaced; the passage must stand there exactly once. */
export function placeEdit(text: string, find: string, replace: string): PlacedEdit {
  const start = find === '' ? -1 : text.indexOf(find);
  if (start < 0) return { kind: 'refused', reason: 'missing' };
  if (text.includes(find, start + 1)) return { kind: 'refused', reason: 'ambiguous' };
  if (find === replace) return { kind: 'refused', reason: 'same' };
  return { kind: 'placed', text: text.slice(0, start) + replace + text.slice(start + find.length) };
}
