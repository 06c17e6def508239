import type { FrontMember } from '../../src/core/model.ts';
import { type Child, type ElementNode, svg } from '../dom.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { t } from '../text.ts';
import { operatorLabel } from '../wording.ts';
import { linearScale, type Scale } from './scale.ts';

interface FrontChart {
  readonly front: readonly FrontMember[];
  /** Shown for comparison also when a rewrite has beaten it off the front. */
  readonly original: FrontMember;
  readonly pickId: string;
  readonly onPick: (id: string) => void;
}

/** Size of the drawing in its own units; the page scales it. */
const size = { width: 360, height: 188 };
const plot = { left: 38, right: 348, top: 22, bottom: 150 };

/**
 * Quality against cost: up is better, left is cheaper. The table beside it says the same in words and is the way for
 * keyboards and readers, so the drawing is one picture to them.
 */
export function frontChart({ front, original, pickId, onPick }: FrontChart): ElementNode {
  const isBeaten = front.every(({ operator }) => operator !== 'original');
  const shown = isBeaten ? [...front, original] : front;
  const cost = linearScale({
    values: shown.map((member) => member.cost * 100),
    range: [plot.left, plot.right],
    leastWidth: 5,
  });
  const quality = linearScale({
    values: shown.flatMap(({ quality: { value, interval } }) => [value, ...(interval ?? [])]),
    range: [plot.bottom, plot.top],
    leastWidth: 4,
  });
  const scales = { cost, quality };
  const pick = shown.find(({ id }) => id === pickId);
  const marked = { scales, pickY: pick === undefined ? null : quality.at(pick.quality.value) };
  return svg(
    'svg',
    {
      class: 'chart',
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: 'img',
      'aria-label': t(
        'Quality against cost of {0} texts; the table of candidates says the same.',
        shown.length,
      ),
    },
    axes(scales),
    frontLine(front, scales),
    isBeaten && svg('g', { class: 'chart-member is-beaten' }, marks(original, { ...marked, isPick: false })),
    front.map((member) => point(member, { ...marked, isPick: member.id === pickId, onPick })),
  );
}

interface Scales {
  readonly cost: Scale;
  readonly quality: Scale;
}

function axes({ cost, quality }: Scales): readonly Child[] {
  const { left, right, top, bottom } = plot;
  return [
    quality.ticks.map((value) => {
      const y = quality.at(value);
      return [
        svg('line', { class: 'chart-grid', x1: left, x2: right, y1: y, y2: y }),
        svg('text', { class: 'chart-tick chart-tick-end', x: left - 6, y: y + 4 }, formatNumber(value)),
      ];
    }),
    cost.ticks.map((value) => {
      const x = cost.at(value);
      return svg(
        'text',
        { class: 'chart-tick chart-tick-middle', x, y: bottom + 16 },
        formatPercent(value, 1),
      );
    }),
    svg('line', { class: 'chart-axis', x1: left, x2: right, y1: bottom, y2: bottom }),
    svg('text', { class: 'chart-name', x: 4, y: top - 10 }, t('Quality')),
    svg(
      'text',
      { class: 'chart-name chart-tick-end', x: right, y: bottom + 34 },
      t('Cost of a call, original = 100 %'),
    ),
  ];
}

/** Joins the points in the order of their cost, as the edge of what can be had. */
function frontLine(front: readonly FrontMember[], { cost, quality }: Scales): Child {
  const points = [...front]
    .sort((a, b) => a.cost - b.cost)
    .map((member) => `${cost.at(member.cost * 100)},${quality.at(member.quality.value)}`);
  return svg('polyline', { class: 'chart-line', points: points.join(' ') });
}

interface MarkOptions {
  readonly scales: Scales;
  readonly isPick: boolean;
  /** Height of the picked point, whose label comes first; null when nothing shown is picked. */
  readonly pickY: number | null;
}

interface PointOptions extends MarkOptions {
  readonly onPick: (id: string) => void;
}

function point(member: FrontMember, { onPick, ...options }: PointOptions): Child {
  return svg(
    'g',
    {
      key: member.id,
      class: options.isPick ? 'chart-member is-pick' : 'chart-member',
      on: { click: () => onPick(member.id) },
    },
    marks(member, options),
  );
}

/** The original is a square, a rewrite a circle, the pick has a ring and its name: none needs its colour. */
function marks(member: FrontMember, { scales, isPick, pickY }: MarkOptions): readonly Child[] {
  const x = scales.cost.at(member.cost * 100);
  const y = scales.quality.at(member.quality.value);
  const isOriginal = member.operator === 'original';
  const isRight = x > (plot.left + plot.right) / 2;
  const wouldTouch = !isPick && pickY !== null && Math.abs(pickY - y) < labelHeight;
  const label = {
    class: isRight ? 'chart-label chart-tick-end' : 'chart-label',
    x: x + (isRight ? -13 : 13),
    y: wouldTouch ? pickY + labelHeight + 4 : y + 4,
  };
  return [
    svg('title', {}, memberTitle(member)),
    whisker(member, scales),
    // A larger target than the mark itself.
    svg('circle', { class: 'chart-target', cx: x, cy: y, r: 12 }),
    isPick && svg('circle', { class: 'chart-ring', cx: x, cy: y, r: 8.5 }),
    isOriginal
      ? svg('rect', { class: 'chart-point', x: x - 4, y: y - 4, width: 8, height: 8 })
      : svg('circle', { class: 'chart-point', cx: x, cy: y, r: 4.5 }),
    (isPick || isOriginal) && svg('text', label, pointLabel(member, isPick)),
  ];
}

/** Room that a line of a label takes in the narrowest panel. */
const labelHeight = 20;

/** Half the length of the cross-bars of a whisker. */
const capWidth = 4;

/** The interval of the quality as a line with two cross-bars; nothing where none is known. */
function whisker({ cost, quality }: FrontMember, scales: Scales): Child {
  if (quality.interval === undefined) return null;
  const x = scales.cost.at(cost * 100);
  const [low, high] = [scales.quality.at(quality.interval[0]), scales.quality.at(quality.interval[1])];
  const cap = (y: number): string => `M${x - capWidth} ${y}h${2 * capWidth}`;
  return svg('path', { class: 'chart-whisker', d: `M${x} ${low}V${high}${cap(low)}${cap(high)}` });
}

function pointLabel(member: FrontMember, isPick: boolean): string {
  return isPick ? t('{0}, picked', memberLabel(member)) : memberLabel(member);
}

/** A member of the front in a few words. */
export function memberLabel({ operator, round }: FrontMember): string {
  return operator === 'original'
    ? operatorLabel(operator)
    : t('{0}, round {1}', operatorLabel(operator), round);
}

function memberTitle(member: FrontMember): string {
  return t(
    '{0}: quality {1}, cost {2} of the original',
    memberLabel(member),
    qualityLabel(member),
    formatPercent(member.cost * 100, 1),
  );
}

function qualityLabel({ quality: { value, interval } }: FrontMember): string {
  if (interval === undefined) return formatNumber(value);
  return t(
    '{0} ({1} to {2} over the search cases)',
    formatNumber(value),
    formatNumber(interval[0]),
    formatNumber(interval[1]),
  );
}
