import type { PhaseOf } from '../../src/protocol.ts';
import { button } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { icon } from '../icons.ts';
import { quotedText } from '../rich-text.ts';
import { key, localise, t } from '../text.ts';
import type { Context } from '../view-state.ts';

type FailedAction = PhaseOf<'failed'>['actions'][number];

/** What will stand here, and the one next step. */
export function emptyView(): Child {
  return h(
    'main',
    { key: 'empty', class: 'view message', tabindex: -1 },
    h('h1', {}, t('No prompt is open here yet')),
    h(
      'p',
      {},
      t(
        'Put the cursor into a prompt in your code and choose “Optimize” above it, or run “PromptOps: Optimize Prompt”.',
      ),
    ),
    h(
      'p',
      { class: 'note' },
      t(
        'Here you will see whether the rewrite is worth taking, what changed and why, before anything is written.',
      ),
    ),
  );
}

/** A page that the host is still reading. */
export function loadingView(): Child {
  return h(
    'main',
    { key: 'loading', class: 'view message', tabindex: -1, 'aria-busy': 'true' },
    h('p', { class: 'note' }, t('Reading the history…')),
  );
}

/** What went wrong, what to do about it, and the buttons that do it. */
export function failedView({ send }: Context, { message, nextStep, actions }: PhaseOf<'failed'>): Child {
  return h(
    'main',
    { key: 'failed', class: 'view message', tabindex: -1 },
    h(
      'div',
      { role: 'alert' },
      h(
        'div',
        { class: 'headline-title is-error' },
        icon('error'),
        h('h1', { class: 'said' }, localise(quotedText(message))),
      ),
      h('p', { class: 'said' }, localise(quotedText(nextStep))),
    ),
    h(
      'div',
      { class: 'decision' },
      actions.map((action, index) =>
        button({
          key: action,
          label: t(actionLabels[action]),
          kind: index === 0 ? 'primary' : 'secondary',
          onPress: () => send({ type: action }),
        }),
      ),
    ),
    h('p', { class: 'note' }, t('Your file was not changed.')),
  );
}

const actionLabels: Readonly<Record<FailedAction, string>> = {
  'run-again': key('Run Again'),
  reveal: key('Go to the Prompt'),
  'select-model': key('Select Model'),
  'set-key': key('Set API Key'),
  'open-settings': key('Open Settings'),
  'show-log': key('Show Log'),
};
