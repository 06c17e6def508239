import type { AnalyticsPage, AnalyticsRequest } from '../../src/protocol/analytics-page.ts';
import { button } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { formatMoney, formatNumber, formatPercent } from '../format.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { chartSection, table } from './chart-section.ts';
import { section } from './section.ts';

/** The prompts to look at next, each one click from its result. */
export function promptsSection(context: Context, { prompts }: AnalyticsPage): Child {
  const request = requester(context);
  const title = t('Where next');
  if (prompts === null) {
    return section(
      context,
      { name: 'next', title, isOpenByDefault: true },
      h('p', { class: 'note' }, t('Scan the workspace to see which prompts are most worth a run.')),
      h(
        'div',
        {},
        button({ label: t('Scan Workspace'), kind: 'secondary', onPress: () => request({ type: 'scan' }) }),
      ),
    );
  }
  const note = plural(prompts.total, '{0} prompt', '{0} prompts');
  return section(
    context,
    { name: 'next', title, note, isOpenByDefault: true },
    h(
      'ol',
      { class: 'next-prompts' },
      prompts.top.map(({ file, line, name, tokens, share, quality, priority }) =>
        h(
          'li',
          { key: `${file}:${line}`, class: 'next-prompt' },
          h(
            'button',
            {
              type: 'button',
              class: 'link',
              title: t('Optimize the prompt in {0}', `${file}:${line}`),
              on: { click: () => request({ type: 'optimize', file, line }) },
            },
            name ?? `${file}:${line}`,
          ),
          h(
            'span',
            { class: 'note' },
            t(
              'priority {0} · quality {1} · {2} tokens, {3} of the bill',
              formatNumber(priority, 0),
              formatNumber(quality, 0),
              formatCount(tokens),
              formatPercent(100 * share),
            ),
          ),
        ),
      ),
    ),
  );
}

/** How the tokens of the workspace's prompts are shared out, and which are worth a run first. */
export function shareSection(context: Context, { prompts }: AnalyticsPage): Child {
  if (prompts === null || prompts.top.length === 0) return null;
  const nameOf = ({ name, file, line }: (typeof prompts.top)[number]): string => name ?? `${file}:${line}`;
  return chartSection(context, {
    name: 'shares',
    title: t('Share of the token bill'),
    note: plural(prompts.tokens, '{0} token in all prompts', '{0} tokens in all prompts'),
    unit: '%',
    isClosed: true,
    bars: prompts.top.map((prompt, index) => ({
      label: String(index + 1),
      title: t(
        '{0}: {1} of the tokens, priority {2}',
        nameOf(prompt),
        formatPercent(100 * prompt.share, 1),
        formatNumber(prompt.priority, 0),
      ),
      values: [100 * prompt.share],
    })),
    series: ['is-saving'],
    tableTitle: plural(prompts.top.length, 'Table of {0} prompt', 'Table of {0} prompts'),
    heads: [t('Prompt'), t('Place'), t('Priority'), t('Tokens'), t('Share')],
    rows: prompts.top.map((prompt) => [
      nameOf(prompt),
      `${prompt.file}:${prompt.line}`,
      formatNumber(prompt.priority, 0),
      formatCount(prompt.tokens),
      formatPercent(100 * prompt.share, 1),
    ]),
    names: 2,
    remark: t('Of one call of each prompt; the ten with the highest priority are shown.'),
  });
}

/** What a month comes to, from calls that the person enters or imports. */
export function usageSection(context: Context, { usage }: AnalyticsPage): Child {
  const request = requester(context);
  const entered = usage.basis?.days === 0 ? String(usage.basis.callsPerDay.expected) : '';
  const onChange = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    const callsPerDay = currentTarget.value.trim() === '' ? null : currentTarget.valueAsNumber;
    if (callsPerDay === null || callsPerDay >= 0) request({ type: 'set-calls', callsPerDay });
  };
  return section(
    context,
    { name: 'usage', title: t('The month ahead'), isOpenByDefault: true },
    h(
      'div',
      { class: 'bar' },
      h('label', { for: 'calls-per-day' }, t('Calls of these prompts per day')),
      h('input', {
        id: 'calls-per-day',
        class: 'number-input is-wide',
        type: 'number',
        min: 0,
        placeholder: usage.basis === null ? t('unknown') : formatNumber(usage.basis.callsPerDay.expected, 0),
        set: { value: entered },
        on: { change: onChange },
      }),
      h(
        'button',
        { type: 'button', class: 'link', on: { click: () => request({ type: 'import-usage' }) } },
        t('Import a usage log…'),
      ),
    ),
    usage.month === null
      ? h(
          'p',
          { class: 'note' },
          t('Enter a number, or import a log (CSV or JSON lines), to see what a month comes to.'),
        )
      : monthTable(usage.month),
    usage.basis !== null && h('p', { class: 'note' }, assumption(usage)),
  );
}

type Month = NonNullable<AnalyticsPage['usage']['month']>;

function monthTable({ calls, inputTokens, costUsd, isInputOnly, savedTokens, savedUsd }: Month): Child {
  const whole = (value: number): string => formatNumber(value, 0);
  const row = (label: string, range: Month['calls'], show: (value: number) => string): readonly string[] => [
    label,
    show(range.low),
    show(range.expected),
    show(range.high),
  ];
  const money = (label: string, range: Month['costUsd']): readonly string[] => {
    const unknown = t('unknown');
    return range === null ? [label, unknown, unknown, unknown] : row(label, range, formatMoney);
  };
  return table(
    [t('In a month'), t('at least'), t('expected'), t('at most')],
    [
      row(t('Calls'), calls, whole),
      row(t('Input tokens'), inputTokens, whole),
      money(isInputOnly && costUsd !== null ? t('Cost of the input') : t('Cost'), costUsd),
      row(t('Tokens saved by applied rewrites'), savedTokens, whole),
      money(t('Money saved by applied rewrites'), savedUsd),
    ],
  );
}

function assumption({ basis, month, model }: AnalyticsPage['usage']): string {
  const source =
    basis === null || basis.days === 0
      ? t('Rests on the number that you entered, give or take a quarter.')
      : plural(
          basis.days,
          'Rests on a log of {0} day; 95 % interval of its mean.',
          'Rests on a log of {0} days; 95 % interval of their mean.',
        );
  const size =
    basis?.inputTokens === null || basis === null
      ? t('A call is taken to send the mean prompt of the workspace.')
      : t('A call sends {0} tokens, as the log says.', formatNumber(basis.inputTokens, 0));
  const price = (month?.costUsd ?? null) === null ? t('No price is known.') : t('Price of {0}.', model);
  return [source, size, price].join(' ');
}

function requester({ send }: Context): (request: AnalyticsRequest) => void {
  return (request) => send({ type: 'analytics', request });
}
