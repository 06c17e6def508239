import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import { subjectInDocument, type SessionSubject } from './session-subject.ts';

/**
 * Finds the prompt of a run again in its document, which may have been edited since. Its literal must stand there
 * letter by letter: a changed prompt is never overwritten.
 * @throws PromptOpsError `document-changed`.
 */
export async function relocateSubject(
  subject: SessionSubject,
  prompts: DocumentPrompts,
): Promise<{ readonly document: vscode.TextDocument; readonly subject: SessionSubject }> {
  const document = await vscode.workspace.openTextDocument(subject.uri);
  const source = document.getText();
  if (source === subject.source) return { document, subject };
  const { target } = subject;
  const site =
    target.kind === 'text' ? undefined : await findLiteral(target.site, subject, document, prompts);
  if (target.kind === 'text' || site === undefined) throw documentChanged(subject);
  return { document, subject: subjectInDocument(document, { ...target, site }) };
}

/**
 * The prompt as its file has it now, its text changed or not: the same literal, else the one prompt with its name.
 * @throws PromptOpsError `document-changed` when it cannot be told which prompt that is.
 */
export async function refreshSubject(
  subject: SessionSubject,
  prompts: DocumentPrompts,
): Promise<SessionSubject> {
  const document = await vscode.workspace.openTextDocument(subject.uri);
  const { target } = subject;
  const sites = target.kind === 'text' ? [] : await prompts.inDocument(document);
  const named = target.kind === 'text' ? [] : sites.filter((site) => pathOf(site) === pathOf(target.site));
  const [site, ...others] = named;
  if (site === undefined || others.length > 0) return (await relocateSubject(subject, prompts)).subject;
  return subjectInDocument(document, { kind: 'site', site });
}

/** The one site with the very same source text; with several, the one that also has the same name. */
async function findLiteral(
  site: PromptSite,
  { source: before }: SessionSubject,
  document: vscode.TextDocument,
  prompts: DocumentPrompts,
): Promise<PromptSite | undefined> {
  const source = document.getText();
  const literal = before.slice(site.span.start, site.span.end);
  const shifted = site.span.start + source.length - before.length;
  const sites = [
    ...(await prompts.inDocument(document)),
    ...(await prompts.pointedAt(document, clamp(site.span.start, source.length))),
    ...(await prompts.pointedAt(document, clamp(shifted, source.length))),
  ];
  const matches = distinct(sites.filter(({ span }) => source.slice(span.start, span.end) === literal));
  const named = matches.filter((match) => pathOf(match) === pathOf(site));
  const [found, ...others] = named.length > 0 ? named : matches;
  return others.length === 0 ? found : undefined;
}

function distinct(sites: readonly PromptSite[]): readonly PromptSite[] {
  return [...new Map(sites.map((site) => [site.span.start, site])).values()];
}

function clamp(offset: number, length: number): number {
  return Math.min(Math.max(0, offset), length);
}

function pathOf({ symbolPath, name }: PromptSite): string {
  return JSON.stringify([symbolPath, name]);
}

function documentChanged({ file }: SessionSubject): PromptOpsError {
  return new PromptOpsError({
    reason: 'document-changed',
    message: `The prompt in ${file} was changed after the run had started.`,
    nextStep: 'Run Optimize Prompt again to work on its new text.',
  });
}
