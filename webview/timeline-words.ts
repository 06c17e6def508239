import type { TimelineVersion } from '../src/protocol/timeline-page.ts';
import { formatNumber } from './format.ts';
import { formatCount, key, languageTag, plural, t } from './text.ts';
import { tierLabel } from './tiers.ts';

type Origin = TimelineVersion['origin'];

/** The kinds of versions in the order in which a prompt comes by them. */
export const origins: readonly Origin[] = ['original', 'candidate', 'applied', 'restored', 'edited'];

const originLabels: Readonly<Record<Origin, string>> = {
  original: key('Original'),
  candidate: key('Candidate'),
  applied: key('Applied'),
  restored: key('Restored'),
  edited: key('Edited by hand'),
};

export function originLabel(origin: Origin): string {
  return t(originLabels[origin]);
}

/** Candidates were offered, refused and undone texts are gone: what stood in the file and stayed is the way. */
export function isOnTheWay({ origin, outcome }: TimelineVersion): boolean {
  return origin !== 'candidate' && (outcome === null || outcome === 'applied');
}

/** What a version is called: its name when a person gave it one. */
export function versionLabel({ name, origin }: TimelineVersion): string {
  return name ?? originLabel(origin);
}

/** What is particular about a version, in words; empty when nothing is. */
export function versionRemarks(version: TimelineVersion): string {
  const { name, origin, isCurrent, isPinned, outcome } = version;
  return [
    name === null ? '' : originLabel(origin),
    isCurrent ? t('current') : '',
    isPinned ? t('pinned') : '',
    outcome === null || outcome === 'applied' ? '' : outcomeLabel(outcome),
  ]
    .filter(Boolean)
    .join(', ');
}

function outcomeLabel(outcome: 'pending' | 'refused' | 'undone'): string {
  switch (outcome) {
    case 'pending':
      return t('not confirmed');
    case 'refused':
      return t('refused');
    case 'undone':
      return t('undone');
  }
}

export function tokensLabel({ tokens }: TimelineVersion): string {
  if (tokens === null) return t('unknown');
  return tokens.isEstimate ? t('≈ {0}', formatCount(tokens.value)) : formatCount(tokens.value);
}

/** A quality is never named without the tier that it rests on. */
export function qualityLabel({ quality }: TimelineVersion): string {
  return quality === null
    ? t('unknown')
    : t('{0} ({1})', formatNumber(quality.value), tierLabel(quality.tier));
}

/** Tokens and quality as far as they are known, for a line of its own. */
export function numbersLabel(version: TimelineVersion): string {
  const { tokens, quality } = version;
  return [
    tokens === null ? t('tokens unknown') : plural(tokens.value, '{0} token', '{0} tokens'),
    quality === null ? t('quality unknown') : t('quality {0}', qualityLabel(version)),
  ].join(', ');
}

/** Everything that a point of the timeline says, in one sentence. */
export function versionSentence(version: TimelineVersion): string {
  const parts = [versionLabel(version), versionRemarks(version), timeLabel(version), numbersLabel(version)];
  return parts.filter(Boolean).join(', ');
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** When a version came to be, in the calendar of the reader. */
export function timeLabel({ createdAt }: TimelineVersion): string {
  const tag = languageTag();
  const format =
    timeFormats.get(tag) ?? new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  timeFormats.set(tag, format);
  return format.format(createdAt);
}
