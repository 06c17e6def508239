import type { PageOf } from '../../src/protocol/pages.ts';
import type { TimelineVersion } from '../../src/protocol/timeline-page.ts';
import { tiersOf, timelineChart } from '../charts/timeline.ts';
import { versionMark } from '../charts/version-mark.ts';
import { type Child, h, svg } from '../dom.ts';
import { formatSigned } from '../format.ts';
import { formatCount, plural, t } from '../text.ts';
import {
  isOnTheWay,
  originLabel,
  origins,
  qualityLabel,
  timeLabel,
  tokensLabel,
  versionLabel,
  versionRemarks,
} from '../timeline-words.ts';
import type { Context } from '../view-state.ts';
import { tierLabel } from '../tiers.ts';
import { section } from './section.ts';

type Versions = readonly TimelineVersion[];

/** Rows up to which the table is open from the start. */
const fewVersions = 12;

/** "How did this prompt get here?": tokens and quality over its versions, and the same as a table. */
export function timelineView(context: Context, { prompt }: PageOf<'timeline'>): Child {
  if (prompt === null || prompt.versions.length === 0) return nothingYet();
  const { versions, hasOlder } = prompt;
  const open = (version: TimelineVersion): void => openComparison(context, version);
  return h(
    'main',
    { key: 'timeline', class: 'view timeline', tabindex: -1 },
    h(
      'section',
      { class: 'headline', 'aria-labelledby': 'headline' },
      h('div', { class: 'headline-title' }, h('h1', { id: 'headline' }, headline(versions))),
      h('p', { class: 'headline-reason' }, reason(versions)),
      hasOlder && h('p', { class: 'note' }, t('The newest {0} versions are shown.', versions.length)),
    ),
    timelineChart({ versions, isNarrow: context.state.isNarrow, onOpen: open }),
    legend(versions),
    section(
      context,
      {
        name: 'timeline-versions',
        title: t('Versions'),
        note: plural(versions.length, '{0} version', '{0} versions'),
        isOpenByDefault: versions.length <= fewVersions,
      },
      versionTable(versions, open),
    ),
  );
}

/** There is nothing to see between a text and itself: the current one is compared with what it was made from. */
function openComparison({ send }: Context, { id, isCurrent }: TimelineVersion): void {
  const against = isCurrent ? 'previous' : 'current';
  send({ type: 'timeline', request: { type: 'compare', versionId: id, against } });
}

function nothingYet(): Child {
  return h(
    'main',
    { key: 'timeline-empty', class: 'view message', tabindex: -1 },
    h('h1', {}, t('This prompt has no versions yet')),
    h('p', {}, t('Run “PromptOps: Optimize Prompt” on it: its original is kept from then on.')),
  );
}

/** From the first to the last text that stood in the file. */
function headline(versions: Versions): string {
  const way = versions.filter(isOnTheWay).filter(({ tokens }) => tokens !== null);
  const first = way.at(0)?.tokens?.value;
  const last = (way.findLast(({ isCurrent }) => isCurrent) ?? way.at(-1))?.tokens?.value;
  if (first === undefined || last === undefined || way.length < 2) {
    return plural(versions.length, '{0} version so far', '{0} versions so far');
  }
  if (first === last) return t('{0} tokens, as at the start', formatCount(last));
  return t('From {0} to {1} tokens', formatCount(first), formatCount(last));
}

/** One sentence for each tier: numbers of different evidence are never compared. */
function reason(versions: Versions): string {
  const way = versions.filter(isOnTheWay);
  return tiersOf(way)
    .flatMap((tier) => {
      const values = way.flatMap(({ quality }) => (quality?.tier === tier ? [quality.value] : []));
      const [first, last] = [values.at(0), values.at(-1)];
      if (first === undefined || last === undefined || values.length < 2) return [];
      return [t('Quality {0} points by {1}.', formatSigned(last - first), tierLabel(tier))];
    })
    .join(' ');
}

/** What the shapes and lines mean; only of what the chart shows. */
function legend(versions: Versions): Child {
  const shown = origins.filter((origin) => versions.some((version) => version.origin === origin));
  return h(
    'ul',
    { class: 'timeline-legend', 'aria-label': t('Legend') },
    shown.map((origin) =>
      legendItem(versionMark({ origin, isCurrent: false }, { x: 10, y: 10, room: 20 }), originLabel(origin)),
    ),
    versions.some(({ isCurrent }) => isCurrent) &&
      legendItem(svg('circle', { class: 'chart-ring', cx: 10, cy: 10, r: 8 }), t('current')),
    versions.some(({ isPinned }) => isPinned) &&
      legendItem(svg('path', { class: 'timeline-pin', d: 'M10 14l-4 -7h8z' }), t('pinned')),
    tiersOf(versions).map((tier) =>
      legendItem(
        svg('line', { class: `timeline-line is-${tier.toLowerCase()}`, x1: 0, x2: 20, y1: 10, y2: 10 }),
        t('Quality, {0}', tierLabel(tier)),
      ),
    ),
  );
}

function legendItem(mark: Child, label: string): Child {
  return h(
    'li',
    {},
    svg('svg', { class: 'timeline-key', viewBox: '0 0 20 20', 'aria-hidden': 'true' }, mark),
    label,
  );
}

function versionTable(versions: Versions, open: (version: TimelineVersion) => void): Child {
  return h(
    'table',
    { class: 'table' },
    h('caption', { class: 'visually-hidden' }, t('Versions, newest first')),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, t('Version')),
        h('th', { scope: 'col' }, t('Time')),
        h('th', { scope: 'col', class: 'number' }, t('Tokens')),
        h('th', { scope: 'col', class: 'number' }, t('Quality')),
      ),
    ),
    h(
      'tbody',
      {},
      versions.toReversed().map((version) => versionRow(version, () => open(version))),
    ),
  );
}

function versionRow(version: TimelineVersion, onPress: () => void): Child {
  const remarks = versionRemarks(version);
  const title = version.isCurrent ? t('Compare with the previous text') : t('Compare with the current text');
  return h(
    'tr',
    { key: version.id, class: version.isCurrent ? 'is-pick' : false },
    h(
      'th',
      { scope: 'row' },
      h('button', { type: 'button', class: 'link', title, on: { click: onPress } }, versionLabel(version)),
      remarks !== '' && h('span', { class: 'note' }, ` ${remarks}`),
    ),
    h('td', {}, timeLabel(version)),
    h('td', { class: 'number' }, tokensLabel(version)),
    h('td', { class: 'number' }, qualityLabel(version)),
  );
}
