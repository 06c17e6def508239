import type { Finding, Placeholder, TextEdit } from '../model.ts';
import { sortEdits } from '../text-edits.ts';

/** A text with its placeholders at their new places. */
export interface SettledText {
  readonly text: string;
  readonly placeholders: readonly Placeholder[];
}

/**
 * The text as it would stand after all fixes that shorten it. Evidence is read from this text, so that words which a
 * finding objects to earn nothing, and striking them loses nothing; fixes that add text are left out.
 */
export function settleText(
  text: string,
  placeholders: readonly Placeholder[],
  findings: readonly Finding[],
): SettledText {
  const edits = shorteningEdits(findings);
  return edits.length === 0 ? { text, placeholders } : applyToBoth(text, placeholders, edits);
}

/** Edits of fixes that shorten the text, in order of place; a fix that meets an earlier one is left out whole. */
function shorteningEdits(findings: readonly Finding[]): readonly TextEdit[] {
  const fixes = findings.flatMap(({ fix }) =>
    fix === null || growthOf(fix.edits) >= 0 ? [] : [sortEdits(fix.edits)],
  );
  const chosen: TextEdit[] = [];
  let end = -1;
  for (const edits of fixes.sort((a, b) => startOf(a) - startOf(b))) {
    if (startOf(edits) < end) continue;
    chosen.push(...edits);
    end = edits.at(-1)?.span.end ?? end;
  }
  return chosen;
}

function growthOf(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, { span, replacement }) => sum + replacement.length - (span.end - span.start), 0);
}

function startOf(edits: readonly TextEdit[]): number {
  return edits[0]?.span.start ?? 0;
}

function applyToBoth(
  text: string,
  placeholders: readonly Placeholder[],
  edits: readonly TextEdit[],
): SettledText {
  const pieces: string[] = [];
  const moved: Placeholder[] = [];
  const waiting = [...placeholders].sort((a, b) => a.span.start - b.span.start);
  let position = 0;
  let length = 0;
  let next = 0;
  const keepUntil = (end: number) => {
    for (let own = waiting[next]; own !== undefined && own.span.end <= end; own = waiting[next]) {
      const shift = length - position;
      // A placeholder that an edit swallows is left out; fixes do not touch placeholders, other callers' might.
      if (own.span.start >= position) moved.push({ ...own, span: shifted(own.span, shift) });
      next += 1;
    }
    pieces.push(text.slice(position, end));
    length += end - position;
  };
  for (const { span, replacement } of edits) {
    keepUntil(span.start);
    pieces.push(replacement);
    length += replacement.length;
    position = span.end;
  }
  keepUntil(text.length);
  return { text: pieces.join(''), placeholders: moved };
}

function shifted({ start, end }: Placeholder['span'], by: number): Placeholder['span'] {
  return { start: start + by, end: end + by };
}
