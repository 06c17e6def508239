import type { Check } from '../../src/core/model.ts';
import { type Child, h } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import { quotedText } from '../rich-text.ts';
import { key, localise, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { section } from './section.ts';

/** What the rewrite had to keep, and whether it did. */
export function checksSection(context: Context, checks: readonly Check[]): Child {
  if (checks.length === 0) return null;
  return section(
    context,
    {
      name: 'contract',
      title: t('Contract'),
      note: checksNote(checks),
      isOpenByDefault: checks.some(({ status }) => status === 'failed'),
    },
    h('ul', { class: 'checks' }, checks.map(checkItem)),
  );
}

function checksNote(checks: readonly Check[]): string {
  const count = (status: Check['status']): number => checks.filter((check) => check.status === status).length;
  const parts = [
    t('{0} of {1} kept', count('passed'), checks.length),
    ...(count('failed') > 0 ? [t('{0} broken', count('failed'))] : []),
    ...(count('unknown') > 0 ? [t('{0} not checked', count('unknown'))] : []),
  ];
  return parts.join(', ');
}

function checkItem({ id, status, detail }: Check): Child {
  const { icon: name, label } = looks[status];
  return h(
    'li',
    { key: id, class: `check is-${status}` },
    icon(name),
    h('span', { class: 'visually-hidden' }, `${t(label)} `),
    h('span', { class: 'check-detail said' }, localise(quotedText(detail))),
    h('code', { class: 'note' }, id),
  );
}

const looks: Readonly<Record<Check['status'], { readonly icon: IconName; readonly label: string }>> = {
  passed: { icon: 'check', label: key('kept:') },
  failed: { icon: 'error', label: key('broken:') },
  unknown: { icon: 'question', label: key('not checked:') },
};
