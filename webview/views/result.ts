import type { PhaseOf } from '../../src/protocol.ts';
import { type Child, h } from '../dom.ts';
import { formatDuration, formatMoney } from '../format.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { stopSentence } from '../wording.ts';
import { changesSection } from './changes.ts';
import { checksSection } from './checks.ts';
import { headlineSection } from './headline.ts';
import { metricsSection } from './metrics.ts';
import { candidatesTable } from './rounds.ts';
import { usageItem } from './running.ts';
import { section } from './section.ts';
import { tradeoffSection } from './tradeoff.ts';

type Result = PhaseOf<'result'>;

/** "Should I take this rewrite?": the answer first, then its parts in the order in which one doubts them. */
export function resultView(context: Context, result: Result): Child {
  return h(
    'main',
    { key: 'result', class: 'view', tabindex: -1 },
    headlineSection(context, result),
    changesSection(context, result),
    tradeoffSection(context, result),
    metricsSection(context, result),
    checksSection(context, result.current.checks),
    roundsSection(context, result),
  );
}

function roundsSection(context: Context, { report, progress }: Result): Child {
  const { usage, iterations } = report;
  return section(
    context,
    {
      name: 'rounds',
      title: t('Rounds'),
      note: plural(iterations, '{0} round', '{0} rounds'),
      isOpenByDefault: false,
    },
    h('p', {}, stopSentence(report.stopReason)),
    h(
      'dl',
      { class: 'usage' },
      usageItem(t('Engine'), report.engine),
      usageItem(t('Time'), formatDuration(usage.wallMs)),
      usageItem(t('Model calls'), callsLabel(usage)),
      usageItem(t('Tokens used'), formatCount(usage.inputTokens + usage.outputTokens)),
      usageItem(t('Cost'), usage.costUsd === null ? t('unknown') : formatMoney(usage.costUsd)),
    ),
    progress !== null && candidatesTable(progress),
  );
}

function callsLabel({ calls, cachedCalls }: Result['report']['usage']): string {
  return cachedCalls === 0
    ? formatCount(calls)
    : t('{0}, {1} from the cache', formatCount(calls), cachedCalls);
}
