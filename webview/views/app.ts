import type { Phase } from '../../src/protocol.ts';
import type { Child } from '../dom.ts';
import type { Context } from '../view-state.ts';
import { analysisView } from './analysis.ts';
import { headerBar } from './header.ts';
import { emptyView, failedView } from './messages.ts';
import { resultView } from './result.ts';
import { runningView } from './running.ts';

/** The whole panel: a pure function of its state. Nothing is shown before the first snapshot. */
export function app(context: Context): readonly Child[] {
  const { panel } = context.state;
  return panel === null ? [] : [headerBar(context, panel), view(context, panel.phase)];
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
