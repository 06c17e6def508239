import * as vscode from 'vscode';
import type { Engine } from '../core/engine.ts';
import { PromptOpsError } from '../core/errors.ts';
import { sensitiveInReport } from '../core/history/sensitive-texts.ts';
import type { PanelMessage } from '../protocol.ts';
import type { AnalyticsPanel } from './analytics/analytics-page.ts';
import type { AssistantPanel } from './assistant/assistant-page.ts';
import { openAssistant } from './assistant/open-assistant.ts';
import { chooseFavorite } from './controller/choose-favorite.ts';
import type { ControllerPanel } from './controller/controller-page.ts';
import { analyzePrompt } from './analyze-prompt.ts';
import { compareWithOriginal, type SessionTexts } from './compare-versions.ts';
import { applyFix } from './diagnostics/apply-fix.ts';
import { createDataRoomCommands } from './data-room/room-commands.ts';
import type { DataRoomView } from './data-room/room-view.ts';
import type { DocumentPrompts } from './document-prompts.ts';
import { exportReport } from './export-result.ts';
import { comparePicked, createHistoryCommands } from './history-commands.ts';
import { editorDialogs } from './models/dialogs.ts';
import type { HistoryView } from './history/history-view.ts';
import type { HistoryService } from './history-service.ts';
import type { CommandId } from './manifest.ts';
import { draftTestCases } from './models/draft-cases.ts';
import { createModelCommands } from './models/model-commands.ts';
import type { ModelService } from './models/model-service.ts';
import { testPrompt } from './models/test-prompt.ts';
import { createPromptsCommands } from './prompts-view/prompts-commands.ts';
import type { PromptsView } from './prompts-view/prompts-view.ts';
import { createQueueCommands } from './queue/queue-commands.ts';
import { resolvePrompt, resolveSelection, toAddress } from './resolve-target.ts';
import type { OptimizationSession } from './session/optimization-session.ts';
import { refreshSubject } from './session/relocate-target.ts';
import { applyResult, keepOriginal, revealPrompt, undoResult } from './session/session-actions.ts';
import type { SessionSubject } from './session/session-subject.ts';
import { showFailure } from './show-failure.ts';
import type { Sessions } from './session/sessions.ts';
import { readSettings, settingsSection } from './settings.ts';
import { confirmSensitive } from './sharing/confirm-sensitive.ts';
import { createSharingCommands, type SharingService } from './sharing/sharing-service.ts';
import { openSamplePrompt } from './templates/open-sample-prompt.ts';
import { createTemplateCommands } from './templates/template-commands.ts';
import type { TemplateLibrary } from './templates/template-library.ts';
import type { TextAnalyst } from './text-analyst.ts';
import type { TimelinePanel } from './timeline/timeline-page.ts';
import type { TrackedFiles } from './tracked-files.ts';

export type CommandHandlers = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

export interface HandlerServices {
  readonly engine: Engine;
  readonly analyst: TextAnalyst;
  readonly prompts: DocumentPrompts;
  readonly history: HistoryService;
  readonly view: HistoryView;
  readonly promptsView: PromptsView;
  readonly files: TrackedFiles;
  readonly texts: SessionTexts;
  readonly sessions: Sessions;
  readonly models: ModelService;
  readonly templates: TemplateLibrary;
  readonly extensionUri: vscode.Uri;
  readonly pages: Pages;
  readonly sharing: SharingService;
  readonly dataRoom: DataRoomView;
  readonly log: vscode.LogOutputChannel;
}

/** The pages of the panel with the doors for what their readers ask. */
export interface Pages {
  readonly controller: ControllerPanel;
  readonly analytics: AnalyticsPanel;
  readonly assistant: AssistantPanel;
  readonly timeline: TimelinePanel;
}

/** The handler of every command: it reads the editor's state, calls one use case and shows the result. */
export function createCommandHandlers(services: HandlerServices): CommandHandlers {
  const { prompts, sessions, log } = services;
  const result = () => requireSession(sessions, 'result');
  return {
    'promptops.optimizePrompt': async (address) =>
      optimize(services, await resolvePrompt(prompts, toAddress(address))),
    'promptops.optimizeSelection': async () => optimize(services, await resolveSelection(prompts)),
    'promptops.analyzePrompt': async (address) =>
      analyze(services, await resolvePrompt(prompts, toAddress(address))),
    'promptops.testPrompt': async (address) =>
      testPrompt(services, await resolvePrompt(prompts, toAddress(address))),
    'promptops.draftTestCases': async (address) =>
      draftCases(services, await resolvePrompt(prompts, toAddress(address))),
    'promptops.apply': () => applyResult(result(), services),
    'promptops.keepOriginal': () => keepOriginal(result(), services.history),
    'promptops.undoOptimization': () => undoResult(result(), services),
    'promptops.compareVersions': () => compare(services),
    'promptops.openPanel': () => openPanel(services),
    'promptops.openController': () => sessions.openPage('controller'),
    'promptops.openAnalytics': () => sessions.openPage('analytics'),
    'promptops.applyFavorite': () => chooseFavorite(services.pages.controller, editorDialogs),
    'promptops.saveFavorite': () => services.pages.controller.receive({ type: 'save-favorite' }),
    'promptops.openAssistant': (address) =>
      openAssistant({ ...services, open: (subject) => analyze(services, subject) }, toAddress(address)),
    'promptops.exportResult': () => exportResult(services, result()),
    'promptops.cancelRun': () => sessions.active()?.cancel(),
    'promptops.showLog': () => log.show(),
    'promptops.applyFix': (request) => applyFix(services, request),
    ...createModelCommands(services.models),
    'promptops.openSamplePrompt': () => openSamplePrompt(services.extensionUri),
    ...createTemplateCommands(services),
    ...createQueueCommands(sessions),
    ...createDataRoomCommands(services.dataRoom),
    ...createHistoryCommands(services),
    ...createSharingCommands(services.sharing),
    ...createPromptsCommands({
      ...services,
      optimize: async (address) => optimize(services, await resolvePrompt(prompts, address)),
    }),
  };
}

/** What a page of the panel asks for; every other message is about the result of a session. */
async function receivePageMessage(
  { pages }: HandlerServices,
  session: OptimizationSession | null,
  message: PanelMessage,
): Promise<boolean> {
  if (message.type === 'controller') await pages.controller.receive(message.request);
  else if (message.type === 'analytics') await pages.analytics.receive(message.request);
  else if (message.type === 'assistant') await pages.assistant.receive(session, message.request);
  else if (message.type === 'timeline') await pages.timeline.receive(message.request);
  else return false;
  return true;
}

/** Does what the panel asks for; the buttons of the panel and the commands end in the same functions. */
export async function receivePanelMessage(
  services: HandlerServices,
  session: OptimizationSession | null,
  message: PanelMessage,
): Promise<void> {
  if ((await receivePageMessage(services, session, message)) || session === null) return;
  switch (message.type) {
    case 'ready':
    case 'open-page':
    case 'controller':
    case 'analytics':
    case 'assistant':
    case 'timeline':
      return;
    case 'cancel':
      session.cancel();
      return;
    case 'run-again':
      return runAgain(services, session);
    case 'apply':
      return applyResult(session, services);
    case 'keep-original':
      return keepOriginal(session, services.history);
    case 'undo':
      return undoResult(session, services);
    case 'set-lambda':
      return session.setLambda(message.lambda);
    case 'pick':
      return session.pick(message.id);
    case 'set-hunk':
      return session.setHunk(message.index, message.accepted);
    case 'set-all-hunks':
      return session.setAllHunks(message.accepted);
    case 'show-tokens':
      return session.showTokens();
    case 'draft-cases':
      await draftCases(services, await refreshSubject(session.subject, services.prompts));
      return;
    case 'compare':
      return compareWithOriginal(session, services.texts);
    case 'copy':
      return vscode.env.clipboard.writeText(shownText(session));
    case 'export':
      return exportResult(services, session);
    case 'reveal':
      return revealPrompt(session, services.prompts);
    case 'open-settings':
      await vscode.commands.executeCommand('workbench.action.openSettings', `${settingsSection}.`);
      return;
    case 'select-model':
      await vscode.commands.executeCommand('promptops.selectModel' satisfies CommandId);
      return;
    case 'set-key':
      await vscode.commands.executeCommand('promptops.setApiKey' satisfies CommandId);
      return;
    case 'show-log':
      services.log.show();
      return;
  }
}

/** Runs the loop on a prompt; with a language model in its turn, and only after the person has agreed to it. */
async function optimize(services: HandlerServices, subject: SessionSubject): Promise<void> {
  const prepared = await services.models.prepareRun(subject, 'optimize');
  if (prepared === undefined) return;
  const session = await services.sessions.open(subject);
  await session.run(prepared === null ? undefined : { ...prepared, slots: services.models.slots });
}

function draftCases(
  services: HandlerServices,
  subject: SessionSubject,
): Promise<vscode.TextDocument | undefined> {
  return draftTestCases(
    {
      ...services,
      optimize: async (known) => optimize(services, await refreshSubject(known, services.prompts)),
      onFailure: (error) => showFailure(error, services.log),
    },
    subject,
  );
}

async function analyze(
  { sessions, engine, analyst }: HandlerServices,
  subject: SessionSubject,
): Promise<void> {
  const { run } = readSettings(subject.uri);
  const session = await sessions.open(subject);
  session.showAnalysis(await analyzePrompt({ engine, analyst }, subject, run));
}

/** Runs again on the prompt as it stands in its file now. */
async function runAgain(services: HandlerServices, session: OptimizationSession): Promise<void> {
  if (session.isRunning) return;
  await optimize(services, await refreshSubject(session.subject, services.prompts));
}

/** The panel of the latest session; without one, an analysis of the prompt at the cursor. */
async function openPanel(services: HandlerServices): Promise<void> {
  const session = services.sessions.active();
  if (session !== undefined) services.sessions.reveal(session);
  else await analyze(services, await resolvePrompt(services.prompts, undefined));
}

async function compare(services: HandlerServices): Promise<void> {
  const session = services.sessions.active();
  if (session?.phase.name === 'result') return compareWithOriginal(session, services.texts);
  await comparePicked(services, await resolvePrompt(services.prompts, undefined));
}

async function exportResult({ sharing }: HandlerServices, session: OptimizationSession): Promise<void> {
  if (session.phase.name !== 'result') throw noResult();
  if (!(await confirmSensitive(sharing.dialogs, sensitiveInReport(session.phase.report)))) return;
  const uri = await exportReport(session.phase.report);
  if (uri !== undefined) await vscode.window.showTextDocument(uri, { preview: true });
}

function shownText(session: OptimizationSession): string {
  if (session.phase.name !== 'result') throw noResult();
  return session.phase.review.text;
}

function requireSession(sessions: Sessions, phase: 'result'): OptimizationSession {
  const session = sessions.active();
  if (session?.phase.name === phase) return session;
  throw noResult();
}

function noResult(): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: 'There is no finished run.',
    nextStep: 'Run Optimize Prompt with the cursor inside a prompt.',
  });
}
