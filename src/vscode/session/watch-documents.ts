import * as vscode from 'vscode';
import { describeError, isPromptOpsError } from '../../core/errors.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { HistoryService } from '../history-service.ts';
import type { OptimizationSession } from './optimization-session.ts';
import { relocateSubject } from './relocate-target.ts';
import { recordRedo, recordUndo } from './session-actions.ts';
import type { Sessions } from './sessions.ts';

/** Time without a keystroke after which a changed document is compared with its session. */
const quietMs = 300;

interface WatchServices {
  readonly sessions: Sessions;
  readonly prompts: DocumentPrompts;
  readonly history: HistoryService;
  readonly log: vscode.LogOutputChannel;
}

/** Keeps results true to their documents: sees the editor's own undo and redo, and prompts that were edited by hand. */
export function watchDocuments(services: WatchServices): vscode.Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  const changes = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const key = document.uri.toString();
    const concerned = services.sessions.all().filter(({ subject }) => subject.uri.toString() === key);
    if (contentChanges.length === 0 || concerned.length === 0) return;
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => void compareAll(services, concerned, document), quietMs),
    );
  });
  return vscode.Disposable.from(changes, {
    dispose: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  });
}

async function compareAll(
  services: WatchServices,
  sessions: readonly OptimizationSession[],
  document: vscode.TextDocument,
): Promise<void> {
  for (const session of sessions) {
    try {
      await compare(services, session, document);
    } catch (error) {
      services.log.warn(`A changed document could not be compared with its result: ${describeError(error)}`);
    }
  }
}

async function compare(
  { prompts, history }: WatchServices,
  session: OptimizationSession,
  document: vscode.TextDocument,
): Promise<void> {
  const { status } = session.decision;
  const source = document.getText();
  if (status === 'applied' && source === session.applied?.sourceBefore) {
    session.decide({ status: 'undone' });
    await recordUndo(session, history);
  } else if (status === 'undone' && source === session.applied?.sourceAfter) {
    session.decide({ status: 'applied' });
    await recordRedo(session, history);
  } else if (status === 'pending' || status === 'stale') {
    await compareWithSubject(prompts, session);
  }
}

async function compareWithSubject(prompts: DocumentPrompts, session: OptimizationSession): Promise<void> {
  try {
    await relocateSubject(session.subject, prompts);
    if (session.decision.status === 'stale') session.decide({ status: 'pending' });
  } catch (error) {
    if (!isPromptOpsError(error) || error.reason !== 'document-changed') throw error;
    if (session.decision.status === 'pending')
      session.decide({ status: 'stale', reason: describeError(error) });
  }
}
