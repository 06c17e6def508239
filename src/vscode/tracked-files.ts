import * as vscode from 'vscode';
import type { Engine } from '../core/engine.ts';
import { PromptOpsError } from '../core/errors.ts';
import type { HistoryStore, TrackedPrompt } from '../core/history/history-store.ts';
import type { PromptFiles } from '../core/history/restore-version.ts';
import type { DocumentPrompts } from './document-prompts.ts';
import { cellDocumentsOf } from './notebook-cells.ts';
import { editDocument } from './session/edit-document.ts';
import { foundPromptOf, subjectInDocument, type SessionSubject } from './session/session-subject.ts';
import { resolveFile } from './workspace-files.ts';

/** The documents of tracked prompts: where they are, what they say now, and writing them. */
export interface TrackedFiles extends PromptFiles {
  resolveFile(file: string): vscode.Uri;
  /** The prompt where it stands now; undefined when it is not found any more. */
  find(prompt: TrackedPrompt): Promise<SessionSubject | undefined>;
}

interface TrackedFilesServices {
  readonly engine: Engine;
  readonly prompts: DocumentPrompts;
  readonly history: HistoryStore;
}

export function createTrackedFiles({ engine, prompts, history }: TrackedFilesServices): TrackedFiles {
  const find = (prompt: TrackedPrompt): Promise<SessionSubject | undefined> =>
    findTracked(prompts, history, prompt);
  return {
    resolveFile,
    find,
    readText: async (prompt) => {
      const subject = await find(prompt);
      return subject?.target.kind === 'site' ? subject.target.site.text : null;
    },
    applyText: async (prompt, text) => {
      const subject = await find(prompt);
      if (subject === undefined) throw promptGone(prompt);
      const encoded = await engine.encode(subject, text);
      if (encoded.kind === 'refused') throw notExpressible(prompt, encoded.detail);
      const document = await vscode.workspace.openTextDocument(subject.uri);
      const { edit, source: expected } = encoded;
      await editDocument({ document, source: subject.source, edit, expected });
    },
  };
}

async function findTracked(
  prompts: DocumentPrompts,
  history: HistoryStore,
  prompt: TrackedPrompt,
): Promise<SessionSubject | undefined> {
  const documents = await openTracked(prompt);
  const found = await Promise.all(
    documents.map(async (document) =>
      (await prompts.inDocument(document)).map((site) => subjectInDocument(document, { kind: 'site', site })),
    ),
  );
  const subjects = found.flat();
  const index = await history.locate({ promptId: prompt.id, prompts: subjects.map(foundPromptOf) });
  return index === null ? undefined : subjects[index];
}

/** The document of a file, or the cells of a notebook that is open as one; none for a file that is gone. */
async function openTracked({ file }: TrackedPrompt): Promise<readonly vscode.TextDocument[]> {
  const uri = resolveFile(file);
  const cells = cellDocumentsOf(uri);
  if (cells.length > 0) return cells;
  try {
    return [await vscode.workspace.openTextDocument(uri)];
  } catch {
    return [];
  }
}

function promptGone({ name, file, line }: TrackedPrompt): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: `The prompt ${name ?? `of line ${line}`} is no longer in ${file}.`,
    nextStep: 'Open the version and copy its text.',
  });
}

function notExpressible({ file }: TrackedPrompt, detail: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'not-expressible',
    message: `The version cannot be written into its literal in ${file}: ${detail}`,
    nextStep: 'Open the version and copy its text.',
  });
}
