import { type Child, type ElementNode, svg } from '../dom.ts';
import { numberFormat, t } from '../text.ts';
import { linearScale, type Scale } from './scale.ts';

/** One bar: values of one colour each, stacked from the axis. */
export interface Bar {
  readonly label: string;
  /** What the bar says in words: its tooltip, and what a reader hears. */
  readonly title: string;
  readonly values: readonly number[];
}

interface BarChart {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
  /** Classes of the stacked values, in their order. */
  readonly series: readonly string[];
  /** Least height of the scale, so that small differences do not look large; 1 unless it is said. */
  readonly leastWidth?: number;
}

const size = { width: 640, height: 180 };
const plot = { left: 48, right: 632, top: 24, bottom: 150 };

/** Labels under the bars that fit beside each other, and those of two letters. */
const mostLabels = 8;
const mostShortLabels = 31;

/**
 * Bars over days or names. One tab stop: arrow keys go from bar to bar, each says its own words; the table below the
 * chart says the same.
 */
export function barChart({ name, title, unit, bars, series, leastWidth = 1 }: BarChart): ElementNode {
  const totals = bars.flatMap(({ values }) => [sumOf(values, 1), sumOf(values, -1)]);
  const scale = countableScale(
    totals,
    linearScale({ values: [0, ...totals], range: [plot.bottom, plot.top], leastWidth }),
  );
  const areShort = bars.every(({ label }) => label.length <= 2);
  const labels = areShort ? mostShortLabels : mostLabels;
  return svg(
    'svg',
    {
      key: name,
      class: 'chart bar-chart',
      id: `chart-${name}`,
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: 'group',
      'aria-label': t('{0}: {1} bars; arrow keys go from one to the next.', title, bars.length),
      on: { keydown: moveAlong },
    },
    axes(scale, unit),
    bars.map((bar, index) => barMarks(bar, { scale, series, index, count: bars.length, labels })),
  );
}

/** Of things that are counted there is no half: their axis has whole numbers alone. */
function countableScale(totals: readonly number[], scale: Scale): Scale {
  return totals.every(Number.isInteger) ? { ...scale, ticks: scale.ticks.filter(Number.isInteger) } : scale;
}

function axes(scale: Scale, unit: string): readonly Child[] {
  const { left, right, top } = plot;
  return [
    scale.ticks.map((value) => {
      const y = scale.at(value);
      return [
        svg('line', { class: 'chart-grid', x1: left, x2: right, y1: y, y2: y }),
        svg('text', { class: 'chart-tick chart-tick-end', x: left - 6, y: y + 4 }, compact(value)),
      ];
    }),
    svg('line', { class: 'chart-axis', x1: left, x2: right, y1: scale.at(0), y2: scale.at(0) }),
    svg('text', { class: 'chart-name', x: 4, y: top - 10 }, unit),
  ];
}

interface BarPlace {
  readonly scale: Scale;
  readonly series: readonly string[];
  readonly index: number;
  readonly count: number;
  readonly labels: number;
}

function barMarks({ label, title, values }: Bar, { scale, series, index, count, labels }: BarPlace): Child {
  const step = (plot.right - plot.left) / count;
  const width = Math.max(1, Math.min(28, step * 0.7));
  const x = plot.left + step * (index + 0.5) - width / 2;
  const isLabelled = index % Math.ceil(count / labels) === 0;
  return svg(
    'g',
    {
      key: `${label}-${index}`,
      class: 'bar-mark',
      role: 'img',
      'aria-label': title,
      tabindex: index === 0 ? 0 : -1,
    },
    svg('title', {}, title),
    svg('rect', { class: 'chart-target', x, y: plot.top, width, height: plot.bottom - plot.top }),
    stack(values, { scale, series, x, width }),
    isLabelled &&
      svg('text', { class: 'chart-tick chart-tick-middle', x: x + width / 2, y: plot.bottom + 16 }, label),
  );
}

interface StackPlace extends Pick<BarPlace, 'scale' | 'series'> {
  readonly x: number;
  readonly width: number;
}

/** What is below zero hangs from the axis. */
function stack(values: readonly number[], { scale, series, x, width }: StackPlace): readonly Child[] {
  let above = 0;
  let below = 0;
  return values.map((value, index) => {
    const from = value >= 0 ? above : below;
    const to = from + value;
    if (value >= 0) above = to;
    else below = to;
    const y = Math.min(scale.at(from), scale.at(to));
    const height = Math.abs(scale.at(from) - scale.at(to));
    return svg('rect', { class: `bar ${series[index] ?? ''}`, x, y, width, height });
  });
}

function sumOf(values: readonly number[], sign: 1 | -1): number {
  return values.filter((value) => value * sign > 0).reduce((sum, value) => sum + value, 0);
}

function compact(value: number): string {
  // The scale may count up to a zero from below, which would be shown as -0.
  return numberFormat({ notation: 'compact', maximumSignificantDigits: 3 }).format(value === 0 ? 0 : value);
}

function moveAlong(event: Event): void {
  const { currentTarget, target } = event;
  if (!(event instanceof KeyboardEvent) || !(currentTarget instanceof Element)) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const bars = [...currentTarget.querySelectorAll<SVGElement>('.bar-mark')];
  const next = bars[bars.findIndex((bar) => bar === target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
