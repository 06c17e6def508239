import * as vscode from 'vscode';
import { isPromptOpsError } from '../../core/errors.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';
import { spanOfTarget } from '../../core/target/prompt-target.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import { refreshSubject } from '../session/relocate-target.ts';
import { subjectInDocument, type SessionSubject } from '../session/session-subject.ts';

/**
 * The prompt as its document has it now: found by its name, by its letters, or, when its own text was edited, by where
 * it begins.
 * @throws PromptOpsError `document-changed` when it cannot be told which prompt that is.
 */
export async function presentSubject(
  subject: SessionSubject,
  prompts: DocumentPrompts,
): Promise<SessionSubject> {
  const document = await vscode.workspace.openTextDocument(subject.uri);
  if (document.getText() === subject.source) return subject;
  try {
    return await refreshSubject(subject, prompts);
  } catch (error) {
    if (!isPromptOpsError(error) || error.reason !== 'document-changed') throw error;
    const site = await siteAtSameStart(subject, document, prompts);
    if (site === undefined) throw error;
    return subjectInDocument(document, { kind: 'site', site });
  }
}

/** Whatever stands before the prompt is unchanged, and a literal of its kind still begins there. */
async function siteAtSameStart(
  { source, target }: SessionSubject,
  document: vscode.TextDocument,
  prompts: DocumentPrompts,
): Promise<PromptSite | undefined> {
  if (target.kind === 'text') return undefined;
  const { start } = spanOfTarget(target);
  if (!document.getText().startsWith(source.slice(0, start))) return undefined;
  const sites = [
    ...(await prompts.inDocument(document)),
    ...(await prompts.pointedAt(document, Math.min(start, document.getText().length))),
  ];
  return sites.find(({ span, form }) => span.start === start && form === target.site.form);
}
