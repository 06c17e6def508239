import type * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import { PromptOpsError } from '../../core/errors.ts';
import type { HistoryStore } from '../../core/history/history-store.ts';
import type { TextEdit } from '../../core/model.ts';
import type { RunReport } from '../../core/report/run-report.ts';
import type { PromptTarget } from '../../core/target/prompt-target.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import { editDocument } from './edit-document.ts';
import { relocateSubject } from './relocate-target.ts';
import { foundPromptOf, type SessionSubject } from './session-subject.ts';

/** An edit that is in the document, with what is needed to take it back. */
export interface AppliedRewrite {
  readonly uri: vscode.Uri;
  /** The whole document before and after, to recognise the editor's own undo and redo. */
  readonly sourceBefore: string;
  readonly sourceAfter: string;
  /** Turns `sourceAfter` into `sourceBefore`. */
  readonly inverse: TextEdit;
  /** The version of the history that stands for the edit; null when there is no history. */
  readonly versionId: string | null;
}

interface ApplyRequest {
  readonly subject: SessionSubject;
  readonly text: string;
  readonly report: RunReport | null;
  readonly engine: Engine;
  readonly prompts: DocumentPrompts;
  /** Null: the person chose to go on without history. */
  readonly history: HistoryStore | null;
}

/**
 * Writes a text into the literal of a prompt as one undo step: the version is in the history before the file changes.
 * @throws PromptOpsError `document-changed`, `not-expressible`, `history-unavailable`; the document is then untouched.
 */
export async function applyRewrite(request: ApplyRequest): Promise<AppliedRewrite> {
  const { document, subject } = await relocateSubject(request.subject, request.prompts);
  const encoded = await request.engine.encode(subject, request.text);
  if (encoded.kind === 'refused') throw notExpressible(subject, encoded.detail);
  const versionId = await recordIntent(request, subject);
  const { edit, source: expected } = encoded;
  await withOutcome(request.history, versionId, () =>
    editDocument({ document, source: subject.source, edit, expected }),
  );
  return {
    uri: document.uri,
    sourceBefore: subject.source,
    sourceAfter: expected,
    inverse: invertEdit(subject.source, edit),
    versionId,
  };
}

/** Records the text that is about to be written; durable when it returns. */
async function recordIntent(request: ApplyRequest, subject: SessionSubject): Promise<string | null> {
  const { history, report, prompts } = request;
  if (history === null) return null;
  const promptId = await prompts.identify(history, subject);
  const found = foundPromptOf(subject);
  await history.recordOriginal({ promptId, text: found.text });
  const { id } = await history.recordApplied({
    promptId,
    text: wholeText(subject.target, request.text),
    runId: report?.run ?? null,
  });
  return id;
}

/** The text of the whole literal when a part of it is rewritten. */
function wholeText(target: PromptTarget, text: string): string {
  if (target.kind !== 'fragment') return text;
  return target.site.text.slice(0, target.span.start) + text + target.site.text.slice(target.span.end);
}

async function withOutcome(
  history: HistoryStore | null,
  versionId: string | null,
  edit: () => Promise<void>,
): Promise<void> {
  const mark = async (outcome: 'applied' | 'refused'): Promise<void> => {
    if (history !== null && versionId !== null) await history.markOutcome({ versionId, outcome });
  };
  try {
    await edit();
  } catch (error) {
    await mark('refused');
    throw error;
  }
  await mark('applied');
}

function invertEdit(source: string, { span, replacement }: TextEdit): TextEdit {
  return {
    span: { start: span.start, end: span.start + replacement.length },
    replacement: source.slice(span.start, span.end),
  };
}

function notExpressible({ file }: SessionSubject, detail: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'not-expressible',
    message: `The rewrite cannot be written into its literal in ${file}: ${detail}`,
    nextStep: 'Copy it from the panel instead.',
  });
}
