import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import { describeError, isPromptOpsError, PromptOpsError } from '../../core/errors.ts';
import type { HistoryStore } from '../../core/history/history-store.ts';
import type { Span } from '../../core/model.ts';
import { spanOfTarget } from '../../core/target/prompt-target.ts';
import { rangeOfSpan } from '../diagnostics/finding-range.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { HistoryService } from '../history-service.ts';
import { applyRewrite } from './apply-rewrite.ts';
import type { OptimizationSession } from './optimization-session.ts';
import { relocateSubject } from './relocate-target.ts';
import type { SessionSubject } from './session-subject.ts';
import { undoRewrite } from './undo-rewrite.ts';

/** What the decisions about a result need. */
export interface SessionActionServices {
  readonly engine: Engine;
  readonly prompts: DocumentPrompts;
  readonly history: HistoryService;
}

/** Writes the selected text into the prompt's literal. */
export async function applyResult(
  session: OptimizationSession,
  services: SessionActionServices,
): Promise<void> {
  const text = session.textToApply();
  const report = session.phase.name === 'result' ? session.phase.report : null;
  const apply = (history: HistoryStore | null) =>
    applyRewrite({ ...services, subject: session.subject, text, report, history });
  try {
    session.markApplied(await apply(services.history.store));
  } catch (error) {
    if (isStale(error)) session.decide({ status: 'stale', reason: describeError(error) });
    if (!isWithoutHistory(error) || !(await confirmWithoutHistory(error))) throw error;
    session.markApplied(await apply(null));
  }
  services.history.announceChange();
}

/** The original stays; the history notes the decision, so that the result no longer awaits one. */
export async function keepOriginal(session: OptimizationSession, history: HistoryService): Promise<void> {
  const { phase } = session;
  session.decide({ status: 'kept' });
  if (phase.name !== 'result') return;
  await history.store.reviewRun({ run: phase.report.run, review: 'rejected' });
  history.announceChange();
}

function isStale(error: unknown): boolean {
  return isPromptOpsError(error) && error.reason === 'document-changed';
}

/** Whether an edit failed for want of the history alone. */
export function isWithoutHistory(error: unknown): error is PromptOpsError {
  return isPromptOpsError(error) && error.reason === 'history-unavailable';
}

/** Lets the person decide whether to go on although nothing can be recorded. */
export async function confirmWithoutHistory(error: PromptOpsError): Promise<boolean> {
  const proceed = vscode.l10n.t('Apply Without History');
  return (await vscode.window.showWarningMessage(describeError(error), proceed)) === proceed;
}

/** Takes the applied rewrite back: the literal is again what it was, letter by letter. */
export async function undoResult(
  session: OptimizationSession,
  services: SessionActionServices,
): Promise<void> {
  const { applied } = session;
  if (applied === null) throw nothingToUndo();
  await undoRewrite(applied);
  session.decide({ status: 'undone' });
  await recordUndo(session, services.history);
}

/** Notes in the history that an edit was taken back. */
export function recordUndo(session: OptimizationSession, history: HistoryService): Promise<void> {
  return recordOutcome(session, history, 'undone');
}

/** Notes in the history that an edit that was taken back stands again. */
export function recordRedo(session: OptimizationSession, history: HistoryService): Promise<void> {
  return recordOutcome(session, history, 'applied');
}

async function recordOutcome(
  session: OptimizationSession,
  history: HistoryService,
  outcome: 'applied' | 'undone',
): Promise<void> {
  const versionId = session.applied?.versionId ?? null;
  if (versionId === null) return;
  await history.store.markOutcome({ versionId, outcome });
  history.announceChange();
}

/** Shows the prompt in its file. */
export function revealPrompt({ subject }: OptimizationSession, prompts: DocumentPrompts): Promise<void> {
  return revealSubject(subject, prompts);
}

/** Shows a prompt in its file, where it stands now. */
export async function revealSubject(known: SessionSubject, prompts: DocumentPrompts): Promise<void> {
  const document = await vscode.workspace.openTextDocument(known.uri);
  const start = await promptStart(known, prompts, document);
  await revealSpan(known.uri, { start, end: start });
}

/** Shows a document with a span of it selected. */
export async function revealSpan(uri: vscode.Uri, span: Span): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = rangeOfSpan(document, span);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: visibleColumn(document),
    selection,
  });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function promptStart(
  known: SessionSubject,
  prompts: DocumentPrompts,
  document: vscode.TextDocument,
): Promise<number> {
  try {
    const { subject } = await relocateSubject(known, prompts);
    return spanOfTarget(subject.target).start;
  } catch (error) {
    if (!isStale(error)) throw error;
    return Math.min(spanOfTarget(known.target).start, document.getText().length);
  }
}

/** The column in which the file is shown already: a click in the panel must not open it a second time. */
function visibleColumn(document: vscode.TextDocument): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}

function nothingToUndo(): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: 'No rewrite of this prompt was applied in this window.',
    nextStep: 'Restore an earlier version from the History view.',
  });
}
