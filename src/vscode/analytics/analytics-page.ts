import * as vscode from 'vscode';
import type { AnalyticsRequest } from '../../protocol/analytics-page.ts';
import type { HistoryService } from '../history-service.ts';
import type { PanelPage } from '../panel/panel-pages.ts';

/** The Analytics page of a panel, and the door for what its reader asks. */
export interface AnalyticsPanel extends PanelPage<'analytics'>, vscode.Disposable {
  receive(request: AnalyticsRequest): void;
}

const dayMs = 86_400_000;

/** Sums over the history of this workspace. The range is shared by all panels of the window. */
export function createAnalyticsPage(history: HistoryService): AnalyticsPanel {
  const changed = new vscode.EventEmitter<void>();
  const recorded = history.onDidChange(() => changed.fire());
  let rangeDays = 30;
  return {
    onDidChange: changed.event,
    state: async () => {
      const now = new Date();
      const utcOffsetMinutes = -now.getTimezoneOffset();
      const to = startOfDay(now.getTime(), utcOffsetMinutes) + dayMs;
      const days = await history.store.dailyFacts({ from: to - rangeDays * dayMs, to, utcOffsetMinutes });
      return { name: 'analytics', rangeDays, days: days.map((day) => ({ ...day, gains: [...day.gains] })) };
    },
    receive: (request) => {
      rangeDays = request.days;
      changed.fire();
    },
    dispose: () => {
      changed.dispose();
      recorded.dispose();
    },
  };
}

/** Local midnight before a time. */
function startOfDay(time: number, utcOffsetMinutes: number): number {
  const shift = utcOffsetMinutes * 60_000;
  return Math.floor((time + shift) / dayMs) * dayMs - shift;
}
