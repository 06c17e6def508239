import type { Phase } from '../../src/protocol.ts';
import { announcementOf } from '../announcement.ts';
import { type Child, h } from '../dom.ts';
import type { Context } from '../view-state.ts';
import { analysisView } from './analysis.ts';
import { headerBar } from './header.ts';
import { emptyView, failedView } from './messages.ts';
import { resultView } from './result.ts';
import { runningView } from './running.ts';

/** The whole panel: a pure function of its state. Nothing is shown before the first snapshot. */
export function app(context: Context): readonly Child[] {
  const { panel } = context.state;
  const announcement = panel === null ? '' : announcementOf(panel.phase);
  return [
    panel !== null && headerBar(context, panel),
    panel !== null && view(context, panel.phase),
    // Always there: readers speak the change of a status that they know, not the arrival of one.
    h('p', { key: 'announcement', class: 'visually-hidden', role: 'status' }, announcement),
  ];
}

function view(context: Context, phase: Phase): Child {
  switch (phase.name) {
    case 'empty':
      return emptyView();
    case 'running':
      return runningView(context, phase);
    case 'result':
      return resultView(context, phase);
    case 'analysis':
      return analysisView(context, phase);
    case 'failed':
      return failedView(context, phase);
  }
}
