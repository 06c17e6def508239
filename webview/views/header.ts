import type { PanelState, Phase } from '../../src/protocol.ts';
import { iconButton } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { quotedText } from '../rich-text.ts';
import { t } from '../text.ts';
import { moveInToolbar } from '../toolbar-keys.ts';
import type { Context } from '../view-state.ts';

/** Which prompt the panel is about, the way to it, and what else can be done with the result. */
export function headerBar(context: Context, { subject, phase }: PanelState): Child {
  if (subject === null) return null;
  const place = `${quotedText(subject.file)}:${subject.line}`;
  const name = subject.name === null ? null : quotedText(subject.name);
  return h(
    'header',
    { class: 'header' },
    h(
      'div',
      { class: 'subject' },
      h('span', { class: 'subject-name', title: name ?? false }, name ?? t('Unnamed prompt')),
      h(
        'button',
        {
          type: 'button',
          class: 'link subject-place',
          title: t('Go to the prompt in {0}', place),
          on: { click: () => context.send({ type: 'reveal' }) },
        },
        place,
      ),
    ),
    phase.name !== 'running' && toolbar(context, phase),
  );
}

function toolbar({ send }: Context, phase: Phase): Child {
  const isResult = phase.name === 'result';
  const hasRewrite = isResult && phase.current.text !== phase.report.original.text;
  return h(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': t('Result'), on: { keydown: moveInToolbar } },
    iconButton({
      label: phase.name === 'analysis' ? t('Optimize') : t('Run Again'),
      icon: 'refresh',
      onPress: () => send({ type: 'run-again' }),
    }),
    hasRewrite &&
      iconButton({
        label: t('Compare in the Diff Editor'),
        icon: 'diff',
        onPress: () => send({ type: 'compare' }),
      }),
    isResult &&
      iconButton({ label: t('Copy the Rewrite'), icon: 'copy', onPress: () => send({ type: 'copy' }) }),
    isResult &&
      iconButton({ label: t('Export the Result'), icon: 'export', onPress: () => send({ type: 'export' }) }),
    iconButton({
      label: t('Open Settings'),
      icon: 'settings',
      onPress: () => send({ type: 'open-settings' }),
    }),
  );
}
