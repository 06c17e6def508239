import type { ModuleProgress, RunProgress } from '../../src/core/report/run-progress.ts';
import type { PhaseOf } from '../../src/protocol.ts';
import { button, progressRing } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import { quotedText } from '../rich-text.ts';
import { localise, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { candidatesTable } from './rounds.ts';
import { spentList } from './usage.ts';

/** A run while it goes on: the round, what each module does, what was tried, what it has used, and Cancel. */
export function runningView(context: Context, phase: PhaseOf<'running'>): Child {
  const { progress, isCancelling } = phase;
  return h(
    'main',
    { key: 'running', class: 'view', tabindex: -1 },
    h(
      'section',
      { class: 'headline' },
      h('div', { class: 'headline-title' }, progressRing(), h('h1', {}, runTitle(phase))),
      h('p', { class: 'headline-reason' }, t('The file stays as it is until you apply a result.')),
      roundProgress(progress),
      h(
        'div',
        { class: 'decision' },
        button({
          key: 'cancel',
          label: isCancelling ? t('Cancelling…') : t('Cancel'),
          kind: 'secondary',
          isDisabled: isCancelling,
          onPress: () => context.send({ type: 'cancel' }),
        }),
      ),
    ),
    modules(progress),
    spentList(progress, phase.elapsedMs + context.state.sinceSnapshotMs),
    progress !== null && candidatesTable(progress),
  );
}

function runTitle({ progress, isCancelling, isWaiting }: PhaseOf<'running'>): string {
  if (isCancelling) return t('Finishing: the best so far is kept');
  if (isWaiting === true) return t('Waiting for other runs to end');
  if (progress === null || progress.round === 0) return t('Measuring the original');
  return t('Round {0} of at most {1}', progress.round, progress.iterations);
}

const waiting: ModuleProgress = { status: 'waiting', detail: '' };

function modules(progress: RunProgress | null): Child {
  return h(
    'div',
    { class: 'modules' },
    module(t('Proposer'), t('writes candidates'), progress?.modules.proposer ?? waiting),
    module(t('Critic'), t('scores them'), progress?.modules.critic ?? waiting),
    module(t('Verifier'), t('rejects what breaks or worsens'), progress?.modules.verifier ?? waiting),
  );
}

function module(name: string, role: string, { status, detail }: ModuleProgress): Child {
  return h(
    'section',
    { class: `module is-${status}` },
    h('h2', { class: 'module-name' }, icon(moduleIcons[status]), name),
    h('p', { class: 'note' }, role),
    h('p', { class: 'module-detail said' }, detail === '' ? t('Waiting') : localise(quotedText(detail))),
  );
}

const moduleIcons: Readonly<Record<ModuleProgress['status'], IconName>> = {
  waiting: 'circle',
  working: 'sync',
  done: 'check',
};

/** How many of the rounds have begun; the sentence above says the same in words. */
function roundProgress(progress: RunProgress | null): Child {
  if (progress === null) return null;
  const steps = Array.from({ length: progress.iterations }, (_, index) => index + 1);
  return h(
    'div',
    { class: 'round-steps', 'aria-hidden': 'true' },
    steps.map((step) => h('span', { class: `round-step ${stepClass(step, progress.round)}` })),
  );
}

function stepClass(step: number, round: number): string {
  if (step === round) return 'is-working';
  return step < round ? 'is-done' : 'is-waiting';
}
