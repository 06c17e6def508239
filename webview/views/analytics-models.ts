import type { AnalyticsPage } from '../../src/protocol/analytics-page.ts';
import type { Child } from '../dom.ts';
import { formatMoney, formatNumber } from '../format.ts';
import { quotedText } from '../rich-text.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { chartSection } from './chart-section.ts';

type Role = AnalyticsPage['roles'][number];

/** What each model was paid in each role: money where all prices are known, else tokens. */
export function spendSection(context: Context, { roles }: AnalyticsPage): Child {
  if (roles.length === 0) return null;
  const isPriced = roles.every(({ costUsd }) => costUsd !== null);
  const tokensOf = ({ inputTokens, outputTokens }: Role): number => inputTokens + outputTokens;
  return chartSection(context, {
    name: 'roles',
    title: t('Spend by model and role'),
    unit: isPriced ? t('US dollars') : t('tokens'),
    ...(isPriced ? { leastWidth: 0.000_1 } : {}),
    bars: roles.map((role) => ({
      label: roleLabel(role.role),
      title: t(
        '{0}, {1}: {2} tokens, cost {3}',
        roleLabel(role.role),
        quotedText(role.model),
        formatCount(tokensOf(role)),
        costLabel(role),
      ),
      values: [isPriced ? (role.costUsd ?? 0) : tokensOf(role)],
    })),
    series: ['is-saving'],
    tableTitle: tableOfRoles(roles),
    heads: [
      t('Role'),
      t('Model'),
      t('Calls'),
      t('Cached'),
      t('Tokens in'),
      t('Tokens out'),
      t('Cost'),
      t('Mean time'),
    ],
    rows: roles.map(roleRow),
    names: 2,
    ...(isPriced ? {} : { remark: t('The price of a model is not known: the chart shows its tokens.') }),
  });
}

/** How long a call of each role takes. */
export function latencySection(context: Context, { roles }: AnalyticsPage): Child {
  const timed = roles.filter(({ latencyMs }) => latencyMs !== null);
  if (timed.length === 0) return null;
  return chartSection(context, {
    name: 'latency',
    title: t('Time of a call by role'),
    unit: t('seconds'),
    isClosed: true,
    leastWidth: 0.01,
    bars: timed.map((role) => ({
      label: roleLabel(role.role),
      title: t('{0}, {1}: {2} for a call', roleLabel(role.role), quotedText(role.model), timeLabel(role)),
      values: [(role.latencyMs ?? 0) / 1000],
    })),
    series: ['is-saving'],
    tableTitle: tableOfRoles(timed),
    heads: [t('Role'), t('Model'), t('Mean time')],
    rows: timed.map((role) => [roleLabel(role.role), quotedText(role.model), timeLabel(role)]),
    names: 2,
  });
}

function tableOfRoles(roles: readonly Role[]): string {
  return plural(roles.length, 'Table of {0} role', 'Table of {0} roles');
}

function costLabel({ costUsd }: Role): string {
  return costUsd === null ? t('unknown') : formatMoney(costUsd);
}

function timeLabel({ latencyMs }: Role): string {
  return latencyMs === null ? t('unknown') : t('{0} s', formatNumber(latencyMs / 1000, 2));
}

function roleRow(role: Role): readonly string[] {
  return [
    roleLabel(role.role),
    quotedText(role.model),
    ...[role.calls, role.cachedCalls, role.inputTokens, role.outputTokens].map(formatCount),
    costLabel(role),
    timeLabel(role),
  ];
}

function roleLabel(role: Role['role']): string {
  switch (role) {
    case 'proposer':
      return t('Proposer');
    case 'critic':
      return t('Critic');
    case 'verifier':
      return t('Verifier');
    case 'target':
      return t('Target');
  }
}
