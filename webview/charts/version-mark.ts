import type { TimelineVersion } from '../../src/protocol/timeline-page.ts';
import { type Child, svg } from '../dom.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface MarkPlace extends Point {
  /** Width that the mark has for itself. */
  readonly room: number;
}

/** With less room the shapes would run into each other: dots are left, and the words of each. */
const leastRoom = 7;

/** The mark of a version: its shape says where it came from, a ring that it is the text in the file. No colour needed. */
export function versionMark(
  { origin, isCurrent }: Pick<TimelineVersion, 'origin' | 'isCurrent'>,
  { x, y, room }: MarkPlace,
): Child {
  if (room < leastRoom && !isCurrent) return svg('circle', { class: 'timeline-dot', cx: x, cy: y, r: 1.5 });
  return [
    isCurrent && svg('circle', { class: 'chart-ring', cx: x, cy: y, r: 8.5 }),
    shapes[origin]({ x, y }),
  ];
}

const shapes: Readonly<Record<TimelineVersion['origin'], (point: Point) => Child>> = {
  original: ({ x, y }) =>
    svg('rect', { class: 'timeline-mark is-solid', x: x - 4, y: y - 4, width: 8, height: 8 }),
  candidate: ({ x, y }) => svg('circle', { class: 'timeline-mark', cx: x, cy: y, r: 3 }),
  applied: ({ x, y }) => svg('circle', { class: 'timeline-mark is-solid', cx: x, cy: y, r: 4.5 }),
  restored: ({ x, y }) => svg('path', { class: 'timeline-mark is-solid', d: `M${x - 5} ${y + 4}h10l-5 -9z` }),
  edited: ({ x, y }) =>
    svg('path', { class: 'timeline-mark is-solid', d: `M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z` }),
};
