import * as vscode from 'vscode';
import { createEngine, type Engine } from '../core/engine.ts';
import type { EncodingName } from '../core/model.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';
import { createFileResources } from '../node/file-resources.ts';
import { randomIds, systemClock } from '../node/system.ts';
import {
  createCommandHandlers,
  receivePanelMessage,
  type CommandHandlers,
  type HandlerServices,
  type Pages,
} from './command-handlers.ts';
import { createSessionTexts } from './compare-versions.ts';
import { createDataRoomView, type DataRoomView } from './data-room/room-view.ts';
import { registerDiagnostics } from './diagnostics/register-diagnostics.ts';
import { createDocumentPrompts, type DocumentPrompts } from './document-prompts.ts';
import { createHistoryService, type HistoryService } from './history-service.ts';
import { recordEditsOnSave } from './history/record-edits.ts';
import { createHistoryView } from './history/history-view.ts';
import { VERSION_SCHEME, VersionDocuments, type VersionDocumentPorts } from './history/version-documents.ts';
import { createPages } from './panel/create-pages.ts';
import { createPanels } from './panel/panels.ts';
import { findTrackedSites, summarizePrompt, type PromptSummary } from './prompt-summary.ts';
import { createTurns } from './pacer.ts';
import { createScanThread } from './prompts-view/scan-thread.ts';
import { createPromptsView, type PromptsView } from './prompts-view/prompts-view.ts';
import { createModelService, type ModelService } from './models/model-service.ts';
import { createQueueView, type QueueView } from './queue/queue-view.ts';
import { restorePanel } from './session/restore-panel.ts';
import type { OptimizationSession } from './session/optimization-session.ts';
import { priorityIn } from './prompts-view/priority-of-prompt.ts';
import { createSessions, type Sessions } from './session/sessions.ts';
import { watchDocuments } from './session/watch-documents.ts';
import { followRenames } from './follow-renames.ts';
import { createSharingService, type SharingService } from './sharing/sharing-service.ts';
import { showFailure } from './show-failure.ts';
import { createTemplateLibrary } from './templates/template-library.ts';
import { createTextAnalyst } from './text-analyst.ts';
import { createTrackedFiles } from './tracked-files.ts';
import { createDocumentVersions } from './version-counts.ts';
import { fileOf } from './workspace-files.ts';

export interface WorkbenchHost {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
}

/** Everything of the extension that is too heavy for start-up, put together. */
export interface Workbench extends vscode.Disposable {
  readonly commands: CommandHandlers;
  readonly prompts: DocumentPrompts;
  readonly sessions: Sessions;
  readonly history: HistoryService;
  readonly promptsView: PromptsView;
  readonly models: ModelService;
  readonly sharing: SharingService;
  readonly queue: QueueView;
  readonly dataRoom: DataRoomView;
  readonly pages: Pages;
  readonly onDidChangeHistory: vscode.Event<void>;
  countTokens(text: string, encoding: EncodingName): Promise<number>;
  summarize(uri: vscode.Uri, offset: number): Promise<PromptSummary | undefined>;
  /** Those of a document's prompts that the history has versions of. */
  sitesWithVersions(document: vscode.TextDocument): Promise<ReadonlySet<PromptSite>>;
  restorePanel(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

export function createWorkbench({ context, log }: WorkbenchHost): Workbench {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath;
  const engine = createEditorEngine(dist);
  const prompts = createDocumentPrompts(engine);
  const history = createHistoryService(context, log);
  const files = createTrackedFiles({ engine, prompts, history: history.store });
  const open = () => Promise.resolve(history.store);
  const { onDidChange: onDidChangeHistory, fileBytes } = history;
  const view = createHistoryView({ history: open, ...files, fileOf, fileBytes, onDidChangeHistory });
  const thread = createScanThread(dist);
  const promptsView = createPromptsView({ thread, log });
  const texts = createSessionTexts();
  const dataRoom = createDataRoomView({ extensionUri: context.extensionUri, folder: history.folder, log });
  const grounding = () => dataRoom.room.grounding();
  const models = createModelService({ context, log, engine, grounding, history: history.store });
  const shared = { engine, analyst: createTextAnalyst(thread), prompts, history, log };
  const active = (): OptimizationSession | undefined => sessions.active();
  const templates = createTemplateLibrary(context.extensionUri);
  const pages: Pages = createPages({ ...shared, context, models, promptsView, templates, files, active });
  const sessions = createSessions({
    pages,
    services: { engine, clock: systemClock, priorityOf: priorityIn(promptsView.inventory) },
    prompts,
    history,
    log,
    panels: (onDidFocus) => createPanels({ extensionUri: context.extensionUri, log, onDidFocus }),
    receive: (session, message) =>
      receivePanelMessage(services, session, message).catch((error: unknown) => showFailure(error, log)),
  });
  const queue = createQueueView(sessions);
  const versions = createDocumentVersions(shared);
  const sharing = createSharingService({ ...shared, view, context });
  const { extensionUri } = context;
  const actors = { extensionUri, pages, models, templates, sharing, sessions, dataRoom };
  const services: HandlerServices = { ...shared, ...actors, view, promptsView, files, texts };
  const views = { view, promptsView, queue, dataRoom, texts };
  const owned = { ...views, versions, prompts, history, sessions, models, sharing };
  const resourcesToDispose = vscode.Disposable.from(
    ...Object.values(owned),
    thread,
    templates,
    followEditor({ ...shared, sessions }),
    ...Object.values({ ...pages }),
    provideVersions({ history: open, readText: files.readText }),
  );
  return {
    commands: createCommandHandlers(services),
    ...owned,
    pages,
    onDidChangeHistory,
    countTokens: async (text, encoding) => (await engine.counter(encoding)).count(text),
    summarize: (uri, offset) => summarizePrompt({ ...shared, versions }, { uri, offset }),
    sitesWithVersions: (document) => findTrackedSites({ versions }, document),
    restorePanel: (panel, state) => restorePanel({ sessions, files, history }, panel, state),
    dispose: () => void resourcesToDispose.dispose(),
  };
}

function provideVersions(ports: VersionDocumentPorts): vscode.Disposable {
  const documents = new VersionDocuments(ports);
  const registration = vscode.workspace.registerTextDocumentContentProvider(VERSION_SCHEME, documents);
  return vscode.Disposable.from(documents, registration);
}

/** Keeps results, history and problems true to what happens in the editor. */
function followEditor(
  services: Pick<HandlerServices, 'engine' | 'analyst' | 'prompts' | 'history' | 'log' | 'sessions'>,
): vscode.Disposable {
  return vscode.Disposable.from(
    watchDocuments(services),
    followRenames(services.history, services.log),
    recordEditsOnSave(services),
    registerDiagnostics(services),
  );
}

/** The core in an extension host, where others wait for their turn. */
function createEditorEngine(dist: string): Engine {
  const resources = createFileResources(dist);
  return createEngine({ resources, clock: systemClock, ids: randomIds, turns: createTurns });
}
