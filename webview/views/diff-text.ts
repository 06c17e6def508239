import type { Span } from '../../src/core/model.ts';
import type { Explanation } from '../../src/core/report/run-report.ts';
import { type Child, h } from '../dom.ts';
import { richOriginal, richText, type TextMarks, visibleSpace } from '../rich-text.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';

/** Longest stretch shown whole; of a longer one both ends stand, and the middle opens on request. */
const longestStretch = 1600;
const shownEnd = 400;

/** What the parts of a diff need to draw themselves. */
export interface DiffContext {
  readonly context: Context;
  readonly original: string;
  readonly marks: TextMarks;
}

/** An unchanged stretch of the original. */
export function sameText({ context, original, marks }: DiffContext, span: Span): Child {
  const draw = (part: Span): Child => richOriginal(original, part, marks);
  return clipped(context, original, span, draw);
}

/** What a change took out, for readers of a screen and of a voice alike. */
export function removedText(diff: DiffContext, hunk: Explanation): Child {
  return mark(diff, { tag: 'del', className: 'removed', announce: t('removed:'), text: hunk.before });
}

/** What a change put in. */
export function addedText(diff: DiffContext, hunk: Explanation): Child {
  return mark(diff, { tag: 'ins', className: 'added', announce: t('added:'), text: hunk.after });
}

/** The original text of a change that was not taken. */
export function keptText({ context, marks }: DiffContext, hunk: Explanation): Child {
  if (hunk.before === '') return null;
  const draw = ({ start, end }: Span): Child => richText(hunk.before.slice(start, end), marks);
  const whole = { start: 0, end: hunk.before.length };
  return h('span', { class: 'kept' }, clipped(context, hunk.before, whole, draw, hunk.beforeSpan.start));
}

interface Mark {
  readonly tag: 'del' | 'ins';
  readonly className: string;
  readonly announce: string;
  readonly text: string;
}

function mark({ context, marks }: DiffContext, { tag, className, announce, text }: Mark): Child {
  if (text === '') return null;
  const shown = text.trim() === '' ? visibleSpace(text) : text;
  const draw = ({ start, end }: Span): Child => richText(shown.slice(start, end), marks);
  return h(
    tag,
    { class: className },
    h('span', { class: 'visually-hidden' }, `${announce} `),
    clipped(context, shown, { start: 0, end: shown.length }, draw, `${tag}:${text.slice(0, 40)}:`),
  );
}

function clipped(
  { state, dispatch }: Context,
  text: string,
  span: Span,
  draw: (span: Span) => Child,
  prefix: string | number = '',
): Child {
  const name = `clip:${prefix}:${span.start}-${span.end}`;
  if (span.end - span.start <= longestStretch || state.place.unfolded.includes(name)) return draw(span);
  const head = afterPair(text, span.start + shownEnd);
  const tail = afterPair(text, span.end - shownEnd);
  const label = t('Show {0} more characters', formatCount(tail - head));
  return [
    draw({ start: span.start, end: head }),
    foldButton(label, () => dispatch({ type: 'unfold', name })),
    draw({ start: tail, end: span.end }),
  ];
}

/** A place that does not part the two halves of a character. */
function afterPair(text: string, position: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(position)) ? position + 1 : position;
}

/** The button in place of a folded stretch of text. */
export function foldButton(label: string, onPress: () => void): Child {
  return h('button', { type: 'button', class: 'fold', on: { click: onPress } }, label);
}

/** The label of a fold of whole lines. */
export function foldLabel(lines: number): string {
  return plural(lines, 'Show {0} unchanged line', 'Show {0} unchanged lines');
}
