import * as vscode from 'vscode';
import type { Engine } from '../core/engine.ts';
import { PromptOpsError } from '../core/errors.ts';
import type { TrackedPrompt } from '../core/history/history-store.ts';
import type { PromptFiles } from '../core/history/restore-version.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';
import type { DocumentPrompts } from './document-prompts.ts';
import { editDocument } from './session/edit-document.ts';
import { subjectInDocument, type SessionSubject } from './session/session-subject.ts';

/** The documents of tracked prompts: where they are, what they say now, and writing them. */
export interface TrackedFiles extends PromptFiles {
  resolveFile(file: string): vscode.Uri;
  /** The prompt where it stands now; undefined when it is not found any more. */
  find(prompt: TrackedPrompt): Promise<SessionSubject | undefined>;
}

export function createTrackedFiles(engine: Engine, prompts: DocumentPrompts): TrackedFiles {
  const find = (prompt: TrackedPrompt): Promise<SessionSubject | undefined> => findTracked(prompts, prompt);
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

/** A file of the history in the workspace; a path outside of it is absolute. */
function resolveFile(file: string): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const isAbsolute = file.startsWith('/') || /^[A-Za-z]:\//u.test(file);
  if (first === undefined || isAbsolute) return vscode.Uri.file(file);
  return vscode.Uri.joinPath(first.uri, file);
}

async function findTracked(
  prompts: DocumentPrompts,
  prompt: TrackedPrompt,
): Promise<SessionSubject | undefined> {
  const document = await openTracked(prompt);
  if (document === undefined) return undefined;
  const site = chooseSite(await prompts.inDocument(document), prompt, document);
  return site === undefined ? undefined : subjectInDocument(document, { kind: 'site', site });
}

async function openTracked({ file }: TrackedPrompt): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(resolveFile(file));
  } catch {
    return undefined;
  }
}

/** The prompt under the tracked name; of several (or without a name) the one nearest to its last line. */
function chooseSite(
  sites: readonly PromptSite[],
  { symbolPath, name, line }: TrackedPrompt,
  document: vscode.TextDocument,
): PromptSite | undefined {
  const named = sites.filter((site) => site.symbolPath.join('.') === symbolPath && site.name === name);
  const distance = ({ span }: PromptSite): number =>
    Math.abs(document.positionAt(span.start).line + 1 - line);
  return [...named].sort((a, b) => distance(a) - distance(b))[0];
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
