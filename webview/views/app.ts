import type { PanelState, Phase } from '../../src/protocol.ts';
import type { PageName } from '../../src/protocol/pages.ts';
import { announcementOf } from '../announcement.ts';
import { type Child, h } from '../dom.ts';
import type { Context } from '../view-state.ts';
import { analysisView } from './analysis.ts';
import { analyticsView } from './analytics.ts';
import { controllerView } from './controller.ts';
import { assistantView } from './assistant.ts';
import { headerBar } from './header.ts';
import { emptyView, failedView, loadingView } from './messages.ts';
import { resultView } from './result.ts';
import { runningView } from './running.ts';
import { tabs } from './tabs.ts';
import { timelineView } from './timeline.ts';

/** The whole panel: a pure function of its state. Nothing is shown before the first snapshot. */
export function app(context: Context): readonly Child[] {
  const { panel, place } = context.state;
  const { page } = place;
  const announcement = panel === null ? '' : announcementOf(panel.phase);
  return [
    panel !== null && tabs(context),
    panel !== null && pageView(context, panel, page),
    // Always there: readers speak the change of a status that they know, not the arrival of one.
    h('p', { key: 'announcement', class: 'visually-hidden', role: 'status' }, announcement),
  ];
}

function pageView(context: Context, panel: PanelState, page: PageName): Child {
  switch (page) {
    case 'result':
      return [headerBar(context, panel), view(context, panel.phase)];
    case 'controller': {
      const { controller } = context.state.pages;
      return controller === undefined ? loadingView() : controllerView(context, controller);
    }
    case 'analytics': {
      const { analytics } = context.state.pages;
      return analytics === undefined ? loadingView() : analyticsView(context, analytics);
    }
    case 'assistant': {
      const { assistant } = context.state.pages;
      return assistant === undefined ? loadingView() : assistantView(context, assistant);
    }
    case 'timeline': {
      const { timeline } = context.state.pages;
      return timeline === undefined ? loadingView() : timelineView(context, timeline);
    }
  }
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
