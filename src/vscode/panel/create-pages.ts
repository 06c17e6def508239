import type * as vscode from 'vscode';
import { systemClock } from '../../node/system.ts';
import { createAnalyticsPage } from '../analytics/analytics-page.ts';
import { createUsageMemory } from '../analytics/usage-memory.ts';
import { createAssistantPage } from '../assistant/assistant-page.ts';
import type { HandlerServices, Pages } from '../command-handlers.ts';
import { createControllerPage } from '../controller/controller-page.ts';
import { createGlobalFavorites } from '../controller/global-favorites.ts';
import { editorDialogs } from '../models/dialogs.ts';
import type { ModelService } from '../models/model-service.ts';
import { targetPrice } from '../models/target-price.ts';
import type { PromptsView } from '../prompts-view/prompts-view.ts';
import type { OptimizationSession } from '../session/optimization-session.ts';
import { createTimelinePage } from '../timeline/timeline-page.ts';

interface PageServices extends Pick<
  HandlerServices,
  'engine' | 'analyst' | 'prompts' | 'history' | 'templates' | 'files'
> {
  readonly context: vscode.ExtensionContext;
  readonly models: ModelService;
  readonly promptsView: PromptsView;
  /** The session in front, which a forecast is about. */
  readonly active: () => OptimizationSession | undefined;
}

/** The pages that all panels of the window share. */
export function createPages({ context, models, promptsView, files, active, ...shared }: PageServices): Pages {
  const { history } = shared;
  const user = createGlobalFavorites(context.globalState, systemClock.now);
  const usage = createUsageMemory(context.workspaceState);
  const controller = createControllerPage({
    dialogs: editorDialogs,
    favorites: { workspace: history.store, user },
    forecast: async () => {
      const session = active();
      return session === undefined ? null : models.forecast(session.subject);
    },
  });
  return {
    controller,
    analytics: createAnalyticsPage({ history, promptsView, usage, targetPrice }),
    assistant: createAssistantPage({
      ...shared,
      models,
      memory: context.workspaceState,
      setIterations: (value) => controller.receive({ type: 'set', name: 'iterations', value }),
    }),
    timeline: createTimelinePage({ ...shared, files }),
  };
}
