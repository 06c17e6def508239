import type { CandidateProgress, RunProgress } from '../../src/core/report/run-progress.ts';
import { type Child, h } from '../dom.ts';
import { formatFixed } from '../format.ts';
import { icon, type IconName } from '../icons.ts';
import { formatCount, key, localise, t } from '../text.ts';
import { operatorLabel } from '../wording.ts';

/** All candidates of a run in the order they were proposed, with what became of each and why. */
export function candidatesTable({ candidates, pickId }: RunProgress): Child {
  if (candidates.length === 0) return null;
  return h(
    'table',
    { class: 'table tried' },
    h('caption', { class: 'visually-hidden' }, t('Candidates of this run')),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col', class: 'number' }, t('Round')),
        h('th', { scope: 'col' }, t('Operator')),
        h('th', { scope: 'col', class: 'number wide-only' }, t('Quality')),
        h('th', { scope: 'col', class: 'number wide-only' }, t('Tokens')),
        h('th', { scope: 'col' }, t('Outcome')),
      ),
    ),
    h(
      'tbody',
      {},
      candidates.map((candidate) => candidateRow(candidate, candidate.id === pickId)),
    ),
  );
}

function candidateRow(candidate: CandidateProgress, isPick: boolean): Child {
  const { id, round, operator, quality, tokens, status, detail } = candidate;
  const look = isPick ? pickLook : looks[status];
  return h(
    'tr',
    { key: id, class: `is-${status}` },
    h('td', { class: 'number' }, String(round)),
    h('td', {}, operatorLabel(operator)),
    h('td', { class: 'number wide-only' }, quality === null ? '–' : formatFixed(quality.value)),
    h('td', { class: 'number wide-only' }, tokens === null ? '–' : formatCount(tokens)),
    h(
      'td',
      {},
      h(
        'div',
        { class: 'outcome' },
        icon(look.icon),
        h('span', {}, status === 'rejected' && detail !== '' ? localise(detail) : t(look.label)),
      ),
    ),
  );
}

interface Look {
  readonly icon: IconName;
  readonly label: string;
}

const pickLook: Look = { icon: 'pass', label: key('Best so far') };

const looks: Readonly<Record<CandidateProgress['status'], Look>> = {
  proposed: { icon: 'circle', label: key('Waiting') },
  accepted: { icon: 'check', label: key('Accepted') },
  rejected: { icon: 'dash', label: key('Rejected') },
};
