import type { RunProgress } from '../src/core/report/run-progress.ts';
import type { Phase } from '../src/protocol.ts';
import { plural, t } from './text.ts';
import { headlineOf } from './wording.ts';

/** What readers are told without asking: one sentence a round, and the answer. A failure speaks for itself. */
export function announcementOf(phase: Phase): string {
  switch (phase.name) {
    case 'running':
      return ofRun(phase.progress);
    case 'result':
      return headlineOf(phase).sentence;
    case 'empty':
    case 'analysis':
    case 'failed':
      return '';
  }
}

function ofRun(progress: RunProgress | null): string {
  const last = progress?.rounds.findLast((round) => round.gain !== null);
  if (last === undefined) return t('The run has started.');
  return t(
    'Round {0} ended: {1} of {2} accepted.',
    last.round,
    last.accepted,
    plural(last.proposed, '{0} candidate', '{0} candidates'),
  );
}
