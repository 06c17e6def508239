import * as vscode from 'vscode';
import { describeError } from '../../core/errors.ts';
import { nameOfTarget } from '../../core/target/prompt-target.ts';
import type { PromptText } from '../../core/model.ts';
import { baseName } from '../../core/source/languages.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { HistoryService } from '../history-service.ts';
import { contextKeys } from '../manifest.ts';
import type { PageName } from '../../protocol/pages.ts';
import type { PanelPages } from '../panel/panel-pages.ts';
import type { PanelContent, Panels } from '../panel/panels.ts';
import type { PanelMessage } from '../../protocol.ts';
import { readSettings } from '../settings.ts';
import { showFailure } from '../show-failure.ts';
import { OptimizationSession, type FinishedRun, type SessionServices } from './optimization-session.ts';
import type { SessionSubject } from './session-subject.ts';

/** The sessions of this window: one for each prompt, the latest one in front. */
export interface Sessions extends vscode.Disposable {
  /** The session that commands without an argument are about. */
  active(): OptimizationSession | undefined;
  all(): readonly OptimizationSession[];
  /** A new session for a prompt, shown in its tab; the older one of the same prompt ends. */
  open(subject: SessionSubject): Promise<OptimizationSession>;
  /** The session of a prompt, if it has one. */
  find(subject: SessionSubject): Promise<OptimizationSession | undefined>;
  /** Shows a session's tab again. */
  reveal(session: OptimizationSession): void;
  /** Turns the panel in front to a page; without a panel, one for the workspace opens. */
  openPage(page: PageName): void;
  /** Fills a tab that the editor has restored and that was about no prompt. */
  adoptWorkspace(panel: vscode.WebviewPanel): void;
  /** A session that is not shown yet. */
  create(subject: SessionSubject, prompt?: PromptText): OptimizationSession;
  /** A session has come, gone or changed. */
  readonly onDidChange: vscode.Event<void>;
  /** Puts a session into a tab that the editor has restored. */
  adopt(session: OptimizationSession, key: string, panel: vscode.WebviewPanel): void;
}

interface SessionsHost {
  readonly services: Omit<SessionServices, 'onReport' | 'onFailure'>;
  readonly prompts: DocumentPrompts;
  readonly history: HistoryService;
  readonly log: vscode.LogOutputChannel;
  readonly panels: (onDidFocus: (content: PanelContent) => void) => Panels;
  readonly pages: PanelPages;
  /** The session is null for the panel of the workspace. */
  readonly receive: (session: OptimizationSession | null, message: PanelMessage) => Promise<void>;
}

export function createSessions(host: SessionsHost): Sessions {
  const sessions = new Map<PanelContent, OptimizationSession>();
  const changed = new vscode.EventEmitter<void>();
  let active: OptimizationSession | undefined;
  const activate = (session: OptimizationSession | undefined): void => {
    active = session;
    updateContextKeys(session);
  };
  const workspace = workspaceContent(host);
  const panels = host.panels((content) => activate(sessions.get(content)));
  const register = (key: string, session: OptimizationSession): PanelContent => {
    for (const [content, previous] of sessions) {
      if (content.key !== key) continue;
      sessions.delete(content);
      previous.dispose();
    }
    const content = contentOf(host, key, session);
    sessions.set(content, session);
    session.onDidChange(() => {
      if (session === active) updateContextKeys(session);
      changed.fire();
    });
    changed.fire();
    return content;
  };
  return {
    active: () => active,
    all: () => [...sessions.values()],
    onDidChange: changed.event,
    create: (subject, prompt) => createSession(host, subject, prompt),
    open: async (subject) => {
      const key = await panelKey(host, subject);
      const session = createSession(host, subject);
      panels.show(register(key, session));
      return session;
    },
    find: async (subject) => {
      const key = await panelKey(host, subject);
      return [...sessions].find(([content]) => content.key === key)?.[1];
    },
    reveal: (session) => {
      for (const [content, shown] of sessions) if (shown === session) panels.show(content);
    },
    adopt: (session, key, panel) => {
      panels.adopt(register(key, session), panel);
      activate(session);
    },
    openPage: (page) => {
      const content = [...sessions].find(([, session]) => session === active)?.[0] ?? workspace;
      panels.show(content);
      panels.turnTo(content, page);
    },
    adoptWorkspace: (panel) => panels.adopt(workspace, panel),
    dispose: () => {
      panels.dispose();
      for (const session of sessions.values()) session.dispose();
      changed.dispose();
    },
  };
}

function createSession(
  host: SessionsHost,
  subject: SessionSubject,
  prompt?: PromptText,
): OptimizationSession {
  const onReport = (finished: FinishedRun): Promise<void> => recordRun(host, subject, finished);
  const onFailure = (error: unknown): void => showFailure(error, host.log);
  const services = { ...host.services, onReport, onFailure };
  return new OptimizationSession(subject, readSettings(subject.uri).run, services, prompt);
}

function contentOf(host: SessionsHost, key: string, session: OptimizationSession): PanelContent {
  return {
    key,
    title: titleOf(session.subject),
    onDidChange: session.onDidChange,
    state: () => session.state(),
    pages: host.pages,
    session,
    receive: (message) => host.receive(session, message),
  };
}

/** The panel for pages that are about the workspace, while no prompt is open. */
function workspaceContent({ pages, receive }: SessionsHost): PanelContent {
  return {
    key: 'workspace',
    title: 'PromptOps',
    // It shows no session, so nothing of it ever changes.
    onDidChange: () => ({ dispose: () => undefined }),
    state: () => ({ subject: null, phase: { name: 'empty' } }),
    pages,
    session: null,
    receive: (message) => receive(null, message),
  };
}

/** The name of the prompt, or of its file when it has none. */
export function titleOf({ target, path }: SessionSubject): string {
  return nameOfTarget(target) ?? baseName(path);
}

/** The prompt's identifier in the history, so that a reloaded window finds it again. */
async function panelKey({ prompts, history, log }: SessionsHost, subject: SessionSubject): Promise<string> {
  try {
    return await prompts.identify(history.store, subject);
  } catch (error) {
    log.warn(`The history cannot identify a prompt: ${describeError(error)}`);
    return `${subject.uri.toString()}#${nameOfTarget(subject.target) ?? ''}`;
  }
}

/** Keeps a finished run; a history that cannot be written must not cost the person the result. */
async function recordRun(
  { prompts, history, log }: SessionsHost,
  subject: SessionSubject,
  finished: FinishedRun,
): Promise<void> {
  const { kind } = subject.target;
  if (kind === 'text') return;
  try {
    const promptId = await prompts.identify(history.store, subject);
    await history.store.recordRun({ promptId, ...finished, isPart: kind === 'fragment' });
    history.announceChange();
  } catch (error) {
    log.error(`A finished run could not be kept in the history: ${describeError(error)}`);
    void vscode.window.showWarningMessage(describeError(error));
  }
}

function updateContextKeys(session: OptimizationSession | undefined): void {
  const decision = session?.phase.name === 'result' ? session.decision.status : undefined;
  const values = {
    [contextKeys.isRunning]: session?.isRunning ?? false,
    [contextKeys.hasReport]: decision !== undefined,
    [contextKeys.hasResult]: decision !== undefined && decision !== 'applied',
    [contextKeys.canUndo]: decision === 'applied' && session?.applied !== null,
  };
  for (const [key, value] of Object.entries(values)) {
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
