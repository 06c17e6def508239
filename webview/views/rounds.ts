import type { CandidateProgress, RunProgress } from '../../src/core/report/run-progress.ts';
import type { PhaseOf } from '../../src/protocol.ts';
import { type Child, h } from '../dom.ts';
import { formatFixed, formatSigned } from '../format.ts';
import { icon, type IconName } from '../icons.ts';
import { quotedText } from '../rich-text.ts';
import { formatCount, joinParts, key, localise, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { operatorLabel, stopSentence } from '../wording.ts';
import { section } from './section.ts';
import { roleTable, usedList } from './usage.ts';

/** What the run did: why it ended, what it took, and what became of every candidate. */
export function roundsSection(context: Context, { report, progress }: PhaseOf<'result'>): Child {
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
    usedList(report),
    roleTable(usage),
    progress === null
      ? h('p', { class: 'note' }, t('What each candidate was is known only right after a run.'))
      : candidatesTable(progress),
  );
}

/** All candidates of a run round by round, with what became of each and why. */
export function candidatesTable(progress: RunProgress): Child {
  if (progress.candidates.length === 0) return null;
  const numbers = [...new Set(progress.candidates.map(({ round }) => round))].sort((a, b) => a - b);
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
        h('th', { scope: 'col' }, t('Operator')),
        h('th', { scope: 'col', class: 'number wide-only' }, t('Quality')),
        h('th', { scope: 'col', class: 'number wide-only' }, t('Tokens')),
        h('th', { scope: 'col' }, t('Outcome')),
      ),
    ),
    numbers.map((round) => roundBody(progress, round)),
  );
}

function roundBody(progress: RunProgress, round: number): Child {
  return h(
    'tbody',
    { key: `round:${round}` },
    h(
      'tr',
      { class: 'round-row' },
      h('th', { scope: 'rowgroup', colspan: 4 }, t('Round {0}', round), ' ', roundNote(progress, round)),
    ),
    progress.candidates
      .filter((candidate) => candidate.round === round)
      .map((candidate) => candidateRow(candidate, candidate.id === progress.pickId)),
  );
}

/** What the three modules came to in one round. */
function roundNote({ rounds }: RunProgress, number: number): Child {
  const round = rounds.find((candidate) => candidate.round === number);
  if (round === undefined) return null;
  const { proposed, accepted, gain } = round;
  const parts = [
    t('{0} proposed', formatCount(proposed)),
    t('{0} accepted', formatCount(accepted)),
    ...(gain === null ? [t('goes on')] : [t('{0} points gained', formatSigned(gain))]),
  ];
  return h('span', { class: 'note' }, joinParts(parts));
}

function candidateRow(candidate: CandidateProgress, isPick: boolean): Child {
  const { id, operator, quality, tokens, status, detail } = candidate;
  const look = isPick ? pickLook : looks[status];
  return h(
    'tr',
    { key: id, class: `is-${status}` },
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
        h(
          'span',
          { class: 'said' },
          status === 'rejected' && detail !== '' ? localise(quotedText(detail)) : t(look.label),
        ),
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
