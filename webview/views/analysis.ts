import type { RubricDimension } from '../../src/core/model.ts';
import type { PhaseOf } from '../../src/protocol.ts';
import { button } from '../controls.ts';
import { type Child, h, svg } from '../dom.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { icon, type IconName } from '../icons.ts';
import { tokenSource } from '../metric-rows.ts';
import { noMarks, quotedText, richText } from '../rich-text.ts';
import { formatCount, joinParts, key, localise, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { tierSentence } from '../tiers.ts';
import { categoryLabel } from './reason.ts';
import { section } from './section.ts';

type Analysis = PhaseOf<'analysis'>;
type Finding = Analysis['findings'][number];

/** "How good is this prompt?": its quality, what weakens it, and what a rewrite would have to keep. */
export function analysisView(context: Context, analysis: Analysis): Child {
  const { quality, tokens, findings, contract } = analysis;
  const found = plural(findings.length, '{0} finding', '{0} findings');
  return h(
    'main',
    { key: 'analysis', class: 'view', tabindex: -1 },
    h(
      'section',
      { class: 'headline', 'aria-labelledby': 'headline' },
      h(
        'div',
        { class: 'headline-title' },
        h('h1', { id: 'headline' }, t('Quality {0} of 100, {1}', formatNumber(quality.value), found)),
      ),
      h(
        'p',
        { class: 'headline-reason' },
        t(
          '{0} tokens ({1}). {2}',
          formatCount(tokens.value),
          tokenSource(tokens),
          tierSentence(quality.tier),
        ),
      ),
      h(
        'div',
        { class: 'decision' },
        button({ label: t('Optimize'), kind: 'primary', onPress: () => context.send({ type: 'run-again' }) }),
      ),
    ),
    findingsSection(context, findings),
    dimensionsSection(context, quality.dimensions),
    contractSection(context, contract),
  );
}

function findingsSection(context: Context, findings: readonly Finding[]): Child {
  return section(
    context,
    { name: 'findings', title: t('Findings'), note: String(findings.length), isOpenByDefault: true },
    findings.length === 0
      ? h('p', { class: 'note' }, t('The rules find nothing to improve in this prompt.'))
      : h('ul', { class: 'findings' }, findings.map(findingItem)),
  );
}

function findingItem({ ruleId, category, severity, message, evidence, line, fixTitle }: Finding): Child {
  const details = [
    t('Line {0}', line),
    categoryLabel(category),
    ruleId,
    ...(fixTitle === null ? [] : [localise(quotedText(fixTitle))]),
  ];
  return h(
    'li',
    { class: `finding is-${severity}` },
    icon(severityIcons[severity]),
    h(
      'div',
      { class: 'finding-body' },
      h(
        'p',
        {},
        h('span', { class: 'visually-hidden' }, `${t(severityLabels[severity])}: `),
        localise(quotedText(message)),
      ),
      evidence.trim() !== '' &&
        h('blockquote', { class: 'evidence prompt-text' }, richText(shorten(evidence), noMarks)),
      h('p', { class: 'note' }, joinParts(details)),
    ),
  );
}

/** The name of each severity. */
export const severityLabels: Readonly<Record<Finding['severity'], string>> = {
  error: key('Error'),
  warning: key('Warning'),
  information: key('Information'),
  hint: key('Hint'),
};

/** The icon of each severity. */
export const severityIcons: Readonly<Record<Finding['severity'], IconName>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'info',
};

/** Longest quotation: more than this is no evidence but the prompt itself. */
const longestQuotation = 240;

/** A quotation that is not longer than one reads. */
export function shorten(text: string): string {
  if (text.length <= longestQuotation) return text;
  const isPairCut = /[\ud800-\udbff]/.test(text.charAt(longestQuotation - 1));
  return `${text.slice(0, longestQuotation - (isPairCut ? 1 : 0))}…`;
}

function dimensionsSection(context: Context, dimensions: Analysis['quality']['dimensions']): Child {
  const names = Object.keys(dimensionLabels) as RubricDimension[];
  return section(
    context,
    { name: 'dimensions', title: t('Rubric'), isOpenByDefault: true },
    h(
      'dl',
      { class: 'dimensions' },
      names.map((name) => {
        const share = Math.min(1, Math.max(0, dimensions[name]));
        return h(
          'div',
          { class: 'dimension' },
          h('dt', {}, t(dimensionLabels[name])),
          h('dd', { class: 'dimension-bar' }, shareBar(share)),
          h('dd', { class: 'number' }, formatPercent(share * 100)),
        );
      }),
    ),
  );
}

function shareBar(share: number): Child {
  return svg(
    'svg',
    { class: 'share', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'share-all', x: 0, y: 0, width: 100, height: 6 }),
    svg('rect', { class: 'share-part', x: 0, y: 0, width: share * 100, height: 6 }),
  );
}

const dimensionLabels: Readonly<Record<RubricDimension, string>> = {
  clarity: key('Clarity'),
  structure: key('Structure'),
  constraints: key('Constraints'),
  outputContract: key('Output contract'),
  examples: key('Examples'),
  consistency: key('Consistency'),
  economy: key('Economy'),
};

function contractSection(context: Context, { placeholders, frozen }: Analysis['contract']): Child {
  const note = [
    plural(placeholders.length, '{0} placeholder', '{0} placeholders'),
    plural(frozen.length, '{0} frozen part', '{0} frozen parts'),
  ].join(', ');
  return section(
    context,
    { name: 'keeps', title: t('Contract'), note, isOpenByDefault: true },
    h('p', { class: 'note' }, t('A rewrite keeps each of these as it is, or it is rejected.')),
    h(
      'ul',
      { class: 'kept-parts' },
      placeholders.map(({ text, kind }) =>
        h('li', {}, h('code', { class: 'placeholder' }, text), h('span', { class: 'note' }, kind)),
      ),
      frozen.map(({ text }) => h('li', {}, h('code', { class: 'frozen' }, shorten(text)))),
    ),
  );
}
