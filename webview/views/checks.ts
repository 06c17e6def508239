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

function checkItem(check: Check): Child {
  const { id, status, detail } = check;
  const { icon: name, label } = looks[status];
  return h(
    'li',
    { key: id, class: `check is-${status}` },
    icon(name),
    h('span', { class: 'visually-hidden' }, `${t(label)} `),
    h('span', { class: 'check-detail said' }, keptSentence(check) ?? localise(quotedText(detail))),
    h('code', { class: 'note' }, id),
  );
}

/** What a check that found nothing wrong has made sure of; null where its own words say it. */
function keptSentence({ id, status, detail }: Check): string | null {
  return status === 'passed' && detail === '' && isKnown(id) ? t(keptSentences[id]) : null;
}

function isKnown(id: string): id is keyof typeof keptSentences {
  return Object.hasOwn(keptSentences, id);
}

const keptSentences = {
  'text-kept': key('The text is not empty.'),
  'placeholders-kept': key('Every placeholder is still there.'),
  'no-new-placeholders': key('No placeholder was added.'),
  'positional-order': key('Positional placeholders stand in their order.'),
  'placeholders-in-section': key('Each placeholder is still in its section.'),
  'control-blocks': key('Control blocks are kept in their order.'),
  'special-tokens': key('Special tokens are unchanged.'),
  'template-syntax': key('The template still parses.'),
  'frozen-kept': key('Every frozen part is unchanged.'),
  'tags-kept': key('Tags are kept.'),
  'literals-kept': key('Quoted literals are kept.'),
  'urls-kept': key('Every address is kept.'),
  'no-new-urls': key('No address was added.'),
  'numbers-kept': key('Every number is kept.'),
  'output-schema-kept': key('The form of the answer is kept.'),
  'language-kept': key('The language of the text is kept.'),
} as const;

const looks: Readonly<Record<Check['status'], { readonly icon: IconName; readonly label: string }>> = {
  passed: { icon: 'check', label: key('kept:') },
  failed: { icon: 'error', label: key('broken:') },
  unknown: { icon: 'question', label: key('not checked:') },
};
