import type { PhaseOf } from '../../src/protocol.ts';
import { button } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { doubtSentence, qualityOf, savingSentence } from '../evidence.ts';
import { formatFixed, formatMoney, formatPercent, formatSigned } from '../format.ts';
import { icon, type IconName } from '../icons.ts';
import { tokenSource } from '../metric-rows.ts';
import { quotedText } from '../rich-text.ts';
import { formatCount, isRightToLeftPanel, localise, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { tierLabel } from '../tiers.ts';
import { type Headline, headlineOf } from '../wording.ts';
import { takenLabel } from './changes.ts';

type Result = PhaseOf<'result'>;

/** The answer, what it rests on, its three numbers, and the decision. */
export function headlineSection(context: Context, result: Result): Child {
  const headline = headlineOf(result);
  const doubt = doubtSentence(result);
  const saving = savingSentence(result);
  return h(
    'section',
    { class: `headline is-${headline.advice}`, 'aria-labelledby': 'headline' },
    h(
      'div',
      { class: 'headline-title' },
      icon(headlineIcon(headline)),
      h('h1', { id: 'headline' }, headline.sentence),
    ),
    h('p', { class: 'headline-reason said' }, headline.reason),
    doubt !== null && h('p', { class: 'headline-doubt' }, icon('warning'), h('span', {}, doubt)),
    isRewrite(result) && keyNumbers(result),
    saving !== null && isRewrite(result) && h('p', { class: 'headline-saving' }, saving),
    decision(context, result, headline),
  );
}

function headlineIcon({ advice }: Headline): IconName {
  return advice === 'apply' ? 'pass' : 'info';
}

function isRewrite({ report, current }: Result): boolean {
  return current.text !== report.original.text;
}

function keyNumbers(result: Result): Child {
  const { current } = result;
  const quality = qualityOf(result);
  const { tokens, compression, qualityGain } = current.metrics;
  return h(
    'dl',
    { class: 'key-numbers' },
    keyNumber(t('Quality'), {
      before: formatFixed(quality.before),
      after: formatFixed(quality.after),
      change: gainLabel(qualityGain),
      source: tierLabel(qualityGain.tier),
    }),
    keyNumber(t('Tokens'), {
      before: formatCount(tokens.before),
      after: formatCount(tokens.after),
      change: t('{0}\u00a0%', formatSigned(-compression, 0)),
      source: tokenSource(tokens),
    }),
    keyNumber(t('Cost per call'), costNumber(current.metrics)),
  );
}

/** In money where a price is known; else relative to the original, and said so. */
function costNumber({ tokens, compression, callCost }: Result['current']['metrics']): KeyNumber {
  if (callCost === undefined) {
    return {
      before: formatPercent(100),
      after: formatPercent(tokens.before === 0 ? 100 : (tokens.after / tokens.before) * 100),
      change: t('input only'),
      source: t('no price set'),
    };
  }
  return {
    before: formatMoney(callCost.before),
    after: formatMoney(callCost.after),
    change: t('{0}\u00a0%', formatSigned(-compression, 0)),
    source: t('input at {0} per million tokens', formatMoney(callCost.price.input)),
  };
}

function gainLabel({ value, interval }: Result['current']['metrics']['qualityGain']): string {
  if (value === null) return t('unknown');
  if (interval === null) return formatSigned(value);
  return t('{0} [{1}, {2}]', formatSigned(value), formatSigned(interval[0]), formatSigned(interval[1]));
}

interface KeyNumber {
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly source: string;
}

function keyNumber(label: string, { before, after, change, source }: KeyNumber): Child {
  return h(
    'div',
    { class: 'key-number' },
    h('dt', {}, label),
    h(
      'dd',
      { class: 'key-value' },
      h('span', { class: 'key-before' }, before),
      h('span', { class: 'key-arrow', 'aria-hidden': 'true' }, isRightToLeftPanel() ? '←' : '→'),
      h('span', { class: 'visually-hidden' }, ` ${t('became')} `),
      h('span', { class: 'key-after' }, after),
      h('span', { class: 'key-change' }, change),
    ),
    h('dd', { class: 'key-source' }, source),
  );
}

/** Apply leads when the rewrite is advised, Keep original when not; what was decided stands in their place. */
function decision(context: Context, result: Result, { advice }: Headline): Child {
  const { action } = result;
  return h(
    'div',
    { class: 'decision' },
    isOpen(action.status) ? choices(context, result, advice) : settled(context, result),
    h(
      'p',
      { class: `decision-note is-${action.status}`, role: 'status' },
      action.status === 'pending'
        ? pendingNote(result)
        : [
            icon(statusIcons[action.status]),
            h('span', { class: 'said' }, localise(quotedText(action.sentence))),
          ],
    ),
  );
}

function isOpen(status: Result['action']['status']): boolean {
  return status === 'pending' || status === 'kept' || status === 'undone';
}

const statusIcons = {
  applied: 'pass',
  kept: 'check',
  stale: 'warning',
  undone: 'check',
} as const satisfies Record<Exclude<Result['action']['status'], 'pending'>, IconName>;

function choices({ send }: Context, result: Result, advice: Headline['advice']): Child {
  const { action } = result;
  const isApplyFirst = advice === 'apply' && action.canApply;
  const keep = button({
    key: 'keep',
    label: t('Keep Original'),
    kind: isApplyFirst ? 'secondary' : 'primary',
    isDisabled: action.status === 'kept',
    onPress: () => send({ type: 'keep-original' }),
  });
  if (!isRewrite(result)) return keep;
  const apply = button({
    key: 'apply',
    label: advice === 'apply' ? t('Apply') : t('Apply Anyway'),
    kind: isApplyFirst ? 'primary' : 'secondary',
    isDisabled: !action.canApply,
    title: localisedOrNull(action.reason) ?? t('Write the rewrite into the file; one undo takes it back.'),
    onPress: () => send({ type: 'apply' }),
  });
  return isApplyFirst ? [apply, keep] : [keep, apply];
}

function settled({ send }: Context, { action }: Result): Child {
  if (action.status === 'stale') {
    return button({
      key: 'run-again',
      label: t('Run Again'),
      kind: 'primary',
      onPress: () => send({ type: 'run-again' }),
    });
  }
  return (
    action.canUndo &&
    button({ key: 'undo', label: t('Undo'), kind: 'secondary', onPress: () => send({ type: 'undo' }) })
  );
}

function pendingNote(result: Result): string | null {
  if (!isRewrite(result)) return null;
  return localisedOrNull(result.action.reason) ?? takenLabel(result);
}

/** Why Apply cannot run, in the language of the panel; null when it can. */
function localisedOrNull(reason: string | null): string | null {
  return reason === null ? null : localise(quotedText(reason));
}
