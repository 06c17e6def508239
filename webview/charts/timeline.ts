import type { Tier } from '../../src/core/model.ts';
import type { TimelineVersion } from '../../src/protocol/timeline-page.ts';
import { type Child, type ElementNode, svg } from '../dom.ts';
import { formatNumber } from '../format.ts';
import { asOne, plural, t } from '../text.ts';
import {
  isOnTheWay,
  numbersLabel,
  timeLabel,
  versionLabel,
  versionRemarks,
  versionSentence,
} from '../timeline-words.ts';
import { linearScale, type Scale } from './scale.ts';
import { versionMark } from './version-mark.ts';

interface TimelineChart {
  /** Oldest first, at least one. */
  readonly versions: readonly TimelineVersion[];
  readonly isNarrow: boolean;
  readonly onOpen: (version: TimelineVersion) => void;
}

/** In units of the drawing; the page scales it. A narrow one has fewer, so that its texts stay readable. */
const widths = { wide: 640, narrow: 360 };
const height = 340;
const plot = { left: 48, margin: 12, top: 84, bottom: 326 };
/** Where the upper plot ends and the lower one begins. */
const middle = { tokens: 184, quality: 222 };

/** Characters that fit into the first line above the chart. */
const lineLengths = { wide: 90, narrow: 42 };

/**
 * Tokens above, quality below, over the versions of a prompt. One tab stop: arrow keys go from version to version, each
 * says itself in words, Enter opens it. Qualities of different tiers are different scales of evidence and get different
 * lines, that are never joined.
 */
export function timelineChart({ versions, isNarrow, onOpen }: TimelineChart): ElementNode {
  const places = placesOf(versions, isNarrow);
  return svg(
    'svg',
    {
      key: 'timeline-chart',
      class: 'chart timeline-chart',
      viewBox: `0 0 ${places.width} ${height}`,
      role: 'group',
      'aria-label': plural(
        versions.length,
        'Tokens and quality of {0} version; Enter compares it with the current text.',
        'Tokens and quality of {0} versions; arrow keys go from one to the next, Enter compares it with the current text.',
      ),
      on: { keydown: moveAlong },
    },
    axis(places, places.tokens, { title: t('Tokens'), top: plot.top }),
    axis(places, places.quality, { title: t('Quality'), top: middle.quality }),
    wayOfTokens(places),
    tiersOf(versions).map((tier) => wayOfQuality(places, tier)),
    versions.map((version, index) => [
      column(version, { ...places, index, onOpen }),
      caption(version, isNarrow),
    ]),
  );
}

interface Places {
  readonly versions: readonly TimelineVersion[];
  /** Of the whole drawing. */
  readonly width: number;
  readonly right: number;
  readonly step: number;
  readonly at: (index: number) => number;
  /** Null when no version has that number. */
  readonly tokens: Scale | null;
  readonly quality: Scale | null;
}

function placesOf(versions: readonly TimelineVersion[], isNarrow: boolean): Places {
  const width = isNarrow ? widths.narrow : widths.wide;
  const right = width - plot.margin;
  const step = (right - plot.left) / versions.length;
  const tokens = versions.flatMap((version) => version.tokens?.value ?? []);
  const quality = versions.flatMap((version) => version.quality?.value ?? []);
  return {
    versions,
    width,
    right,
    step,
    at: (index) => plot.left + step * (index + 0.5),
    tokens: scaleOf(tokens, { range: [middle.tokens, plot.top], leastWidth: 8 }),
    quality: scaleOf(quality, { range: [plot.bottom, middle.quality], leastWidth: 4 }),
  };
}

function scaleOf(
  values: readonly number[],
  options: Pick<Parameters<typeof linearScale>[0], 'range' | 'leastWidth'>,
): Scale | null {
  return values.length === 0 ? null : linearScale({ values, ...options });
}

function axis(
  { right }: Places,
  scale: Scale | null,
  { title, top }: { readonly title: string; readonly top: number },
): Child {
  if (scale === null) return null;
  const { left } = plot;
  return [
    scale.ticks.map((value) => {
      const y = scale.at(value);
      return [
        svg('line', { class: 'chart-grid', x1: left, x2: right, y1: y, y2: y }),
        svg('text', { class: 'chart-tick chart-tick-end', x: left - 6, y: y + 4 }, formatNumber(value)),
      ];
    }),
    svg('text', { class: 'chart-name', x: 4, y: top - 10 }, title),
  ];
}

/** The tiers that the qualities rest on, the weakest evidence first. */
export function tiersOf(versions: readonly TimelineVersion[]): readonly Tier[] {
  return [...new Set(versions.flatMap(({ quality }) => quality?.tier ?? []))].sort();
}

function wayOfTokens({ versions, at, tokens }: Places): Child {
  const points = versions.flatMap((version, index) =>
    tokens === null || version.tokens === null || !isOnTheWay(version)
      ? []
      : [`${at(index)},${tokens.at(version.tokens.value)}`],
  );
  return svg('polyline', { class: 'timeline-line is-tokens', points: points.join(' ') });
}

function wayOfQuality({ versions, at, quality }: Places, tier: Tier): Child {
  const points = versions.flatMap((version, index) =>
    quality === null || version.quality?.tier !== tier || !isOnTheWay(version)
      ? []
      : [`${at(index)},${quality.at(version.quality.value)}`],
  );
  return svg('polyline', {
    key: tier,
    class: `timeline-line is-${tier.toLowerCase()}`,
    points: points.join(' '),
  });
}

interface ColumnPlace extends Places {
  readonly index: number;
  readonly onOpen: (version: TimelineVersion) => void;
}

/** A version over the whole height: what is aimed at is as wide as there is room, not as its mark. */
function column(version: TimelineVersion, { onOpen, ...place }: ColumnPlace): Child {
  const { at, index, step, tokens, quality, versions } = place;
  const x = at(index);
  return svg(
    'g',
    {
      key: version.id,
      class: version.isCurrent ? 'timeline-point is-current' : 'timeline-point',
      role: 'button',
      'aria-label': versionSentence(version),
      'aria-current': version.isCurrent ? 'true' : false,
      tabindex: index === tabStop(versions) ? 0 : -1,
      on: { click: () => onOpen(version), keydown: openOnKey(() => onOpen(version)) },
    },
    svg('rect', {
      class: 'timeline-column',
      x: x - step / 2,
      y: plot.top - 8,
      width: step,
      height: plot.bottom - plot.top + 16,
    }),
    tokens !== null &&
      version.tokens !== null &&
      versionMark(version, { x, y: tokens.at(version.tokens.value), room: step }),
    quality !== null &&
      version.quality !== null &&
      versionMark(version, { x, y: quality.at(version.quality.value), room: step }),
    version.isPinned && svg('path', { class: 'timeline-pin', d: `M${x} ${plot.top - 8}l-4 -7h8z` }),
  );
}

/** Where Tab enters: the current text, else the newest. */
function tabStop(versions: readonly TimelineVersion[]): number {
  const current = versions.findIndex(({ isCurrent }) => isCurrent);
  return current === -1 ? versions.length - 1 : current;
}

/** What the version before it says, above the chart; styles show it while the pointer or the focus is there. */
function caption(version: TimelineVersion, isNarrow: boolean): Child {
  const title = [versionLabel(version), versionRemarks(version)].filter(Boolean).join(', ');
  const most = isNarrow ? lineLengths.narrow : lineLengths.wide;
  const lines = [shorten(title, most), timeLabel(version), numbersLabel(version)];
  return svg(
    'text',
    { key: `caption ${version.id}`, class: 'timeline-caption', y: 0, 'aria-hidden': 'true' },
    lines.map((line) => svg('tspan', { x: 4, dy: '1.3em' }, asOne(line))),
  );
}

function shorten(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

function openOnKey(open: () => void): (event: Event) => void {
  return (event) => {
    if (!(event instanceof KeyboardEvent) || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    open();
  };
}

function moveAlong(event: Event): void {
  const { currentTarget, target } = event;
  if (!(event instanceof KeyboardEvent) || !(currentTarget instanceof Element)) return;
  const points = [...currentTarget.querySelectorAll<SVGElement>('.timeline-point')];
  const index = points.findIndex((point) => point === target);
  const last = points.length - 1;
  const next = {
    ArrowRight: Math.min(index + 1, last),
    ArrowLeft: Math.max(index - 1, 0),
    Home: 0,
    End: last,
  }[event.key];
  if (index === -1 || next === undefined) return;
  event.preventDefault();
  points[next]?.focus();
}
