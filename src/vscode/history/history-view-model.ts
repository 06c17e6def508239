import type { FileNode, HistoryNode, OlderNode, PromptNode, VersionNode } from './history-nodes.ts';
import type {
  EditOutcome,
  MeasuredTokens,
  Review,
  Version,
  VersionOrigin,
} from '../../core/history/history-store.ts';
import { tokenDelta } from '../../core/history/token-delta.ts';
import type { TokenProvenance, Verdict } from '../../core/model.ts';

/** How the view speaks: the host brings the language and the calendar of the person. */
export interface Wording {
  /** Translates a text with `{0}`, `{1}` … in it. */
  readonly translate: (text: string, ...values: readonly (string | number)[]) => string;
  /** A point in time, given in milliseconds since the epoch. */
  readonly formatTime: (time: number) => string;
}

/** One line of the view. Everything in it is plain text, none of it Markdown. */
export interface NodeView {
  readonly label: string;
  readonly description: string;
  /** Names with their values; the texts come from files and are to be escaped where they are shown as Markdown. */
  readonly details: readonly Detail[];
  /** Name of a product icon. */
  readonly icon: string;
  /** Words for the `when` clauses of menus. */
  readonly contextValue: string;
  readonly accessibleLabel: string;
}

export interface Detail {
  readonly name: string;
  readonly value: string;
}

export function viewOf(node: HistoryNode, wording: Wording): NodeView {
  switch (node.kind) {
    case 'file':
      return fileView(node, wording);
    case 'prompt':
      return promptView(node, wording);
    case 'version':
      return versionView(node, wording);
    case 'older':
      return olderView(node, wording);
  }
}

/** What a version is called in titles: where it came from and when. */
export function versionTitle({ origin, createdAt }: Version, { translate, formatTime }: Wording): string {
  return translate('{0}, {1}', originText(origin, translate), formatTime(createdAt));
}

function fileView({ file, prompts }: FileNode, { translate }: Wording): NodeView {
  const slash = file.lastIndexOf('/');
  const label = file.slice(slash + 1);
  const folder = file.slice(0, Math.max(0, slash));
  const count = prompts.length === 1 ? translate('1 prompt') : translate('{0} prompts', prompts.length);
  return {
    label,
    description: folder,
    details: [
      { name: translate('File'), value: file },
      { name: translate('Prompts'), value: String(prompts.length) },
    ],
    icon: 'file',
    contextValue: 'file',
    accessibleLabel: [label, folder, count].filter(Boolean).join(', '),
  };
}

function promptView({ prompt }: PromptNode, { translate, formatTime }: Wording): NodeView {
  const { name, line, file, versionCount, lastChangedAt, isFavorite, pendingReviews } = prompt;
  const label = name ?? translate('Line {0}', line);
  const count = versionCount === 1 ? translate('1 version') : translate('{0} versions', versionCount);
  const waiting = pendingReviews === 0 ? '' : translate('awaiting review');
  const parts = [isFavorite ? '★' : '', count, waiting].filter(Boolean);
  const spoken = [isFavorite ? translate('favorite') : '', count, waiting].filter(Boolean);
  return {
    label,
    description: parts.join(' · '),
    details: [
      { name: translate('Prompt'), value: label },
      { name: translate('Last seen at'), value: `${file}:${line}` },
      { name: translate('Last change'), value: formatTime(lastChangedAt) },
    ],
    icon: 'symbol-string',
    contextValue: isFavorite ? 'prompt favorite' : 'prompt ordinary',
    accessibleLabel: [label, ...spoken].join(', '),
  };
}

function versionView({ version, isCurrent }: VersionNode, wording: Wording): NodeView {
  const { translate, formatTime } = wording;
  const origin = originText(version.origin, translate);
  const label = version.name ?? origin;
  const parts = [
    version.name === null ? '' : origin,
    isCurrent ? translate('current') : '',
    version.review === 'pending' ? translate('awaiting review') : '',
    formatTime(version.createdAt),
    version.outcome === null || version.outcome === 'applied' ? '' : outcomeText(version.outcome, translate),
    tokensText(version, translate),
    evidenceText(version, translate),
    version.tags.map((tag) => `#${tag}`).join(' '),
  ].filter(Boolean);
  const spoken = version.isPinned ? [translate('pinned'), ...parts] : parts;
  return {
    label,
    description: parts.join(' · '),
    details: versionDetails(version, wording),
    icon: version.isPinned ? 'pinned' : isCurrent ? 'circle-filled' : ORIGIN_ICONS[version.origin],
    contextValue: [
      'version',
      isCurrent ? 'current' : 'restorable',
      version.basis === null ? '' : 'comparable',
      version.isPinned ? 'pinned' : 'unpinned',
    ]
      .filter(Boolean)
      .join(' '),
    accessibleLabel: [label, ...spoken].join(', '),
  };
}

function olderView({ hiddenCount }: OlderNode, { translate }: Wording): NodeView {
  const label =
    hiddenCount === 1 ? translate('Show 1 older version') : translate('Show {0} older versions', hiddenCount);
  return {
    label,
    description: '',
    details: [],
    icon: 'ellipsis',
    contextValue: 'older',
    accessibleLabel: label,
  };
}

const ORIGIN_ICONS: Readonly<Record<VersionOrigin, string>> = {
  original: 'circle-outline',
  candidate: 'lightbulb',
  applied: 'check',
  restored: 'discard',
  edited: 'edit',
};

function versionDetails(version: Version, { translate, formatTime }: Wording): readonly Detail[] {
  const { tokens, quality, verdict, outcome, note, origin, createdAt, review, comment, tags } = version;
  const unknown = translate('unknown');
  const details: readonly (Detail | null)[] = [
    { name: translate('Origin'), value: originText(origin, translate) },
    { name: translate('Time'), value: formatTime(createdAt) },
    outcome === null ? null : { name: translate('Edit'), value: outcomeText(outcome, translate) },
    { name: translate('Tokens'), value: tokens === null ? unknown : measuredTokensText(tokens, translate) },
    {
      name: translate('Quality'),
      value:
        quality === null ? unknown : translate('{0} of 100 ({1})', quality.value.toFixed(1), quality.tier),
    },
    verdict === null ? null : { name: translate('Verdict'), value: verdictText(verdict, translate) },
    review === null ? null : { name: translate('Review'), value: reviewText(review, translate) },
    note === null ? null : { name: translate('Note'), value: note },
    comment === null ? null : { name: translate('Comment'), value: comment },
    tags.length === 0 ? null : { name: translate('Tags'), value: tags.join(', ') },
  ];
  return details.filter((detail) => detail !== null);
}

type Translate = Wording['translate'];

function tokensText(version: Version, translate: Translate): string {
  if (version.tokens === null) return '';
  const { value } = version.tokens;
  const count = value === 1 ? translate('1 token') : translate('{0} tokens', value);
  const delta = tokenDelta(version);
  return delta === null ? count : `${count} (${signed(delta)})`;
}

/** With the real minus sign, which is as wide as the plus. */
function signed(value: number): string {
  if (value === 0) return '±0';
  return value > 0 ? `+${value}` : `−${-value}`;
}

/** A verdict is never shown without the tier that it rests on. */
function evidenceText({ verdict, quality }: Version, translate: Translate): string {
  if (quality === null) return '';
  return verdict === null ? quality.tier : `${verdictText(verdict, translate)} · ${quality.tier}`;
}

function measuredTokensText({ value, provenance, encoding }: MeasuredTokens, translate: Translate): string {
  return translate('{0} ({1}, {2})', value, provenanceText(provenance, translate), encoding);
}

function originText(origin: VersionOrigin, translate: Translate): string {
  switch (origin) {
    case 'original':
      return translate('Original');
    case 'candidate':
      return translate('Candidate');
    case 'applied':
      return translate('Applied');
    case 'restored':
      return translate('Restored');
    case 'edited':
      return translate('Edited by hand');
  }
}

function outcomeText(outcome: EditOutcome, translate: Translate): string {
  switch (outcome) {
    case 'pending':
      return translate('not confirmed');
    case 'applied':
      return translate('in the file');
    case 'refused':
      return translate('refused');
    case 'undone':
      return translate('undone');
  }
}

function reviewText(review: Review, translate: Translate): string {
  switch (review) {
    case 'pending':
      return translate('awaiting review');
    case 'accepted':
      return translate('accepted');
    case 'rejected':
      return translate('original kept');
    case 'rolled-back':
      return translate('rolled back');
  }
}

function verdictText(verdict: Verdict, translate: Translate): string {
  switch (verdict) {
    case 'improved':
      return translate('improved');
    case 'equivalent-and-cheaper':
      return translate('equivalent and cheaper');
    case 'inconclusive':
      return translate('inconclusive');
    case 'regressed':
      return translate('regressed');
  }
}

function provenanceText(provenance: TokenProvenance, translate: Translate): string {
  switch (provenance) {
    case 'exact':
      return translate('reported by the provider');
    case 'tokenizer':
      return translate('counted');
    case 'estimate':
      return translate('estimated');
  }
}
