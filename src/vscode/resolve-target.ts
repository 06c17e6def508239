import * as vscode from 'vscode';
import { PromptOpsError } from '../core/errors.ts';
import type { Span } from '../core/model.ts';
import { baseName, isDataLanguage } from '../core/source/languages.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';
import { fragmentTarget, type PromptTarget } from '../core/target/prompt-target.ts';
import type { DocumentPrompts } from './document-prompts.ts';
import { languageOfDocument } from './document-scans.ts';
import { innermostSite } from './prompt-under-cursor.ts';
import { subjectInDocument, type SessionSubject } from './session/session-subject.ts';

/** Which prompt a code lens, a tree item or the panel means: the start of its literal in a document. */
export interface PromptAddress {
  readonly uri: vscode.Uri;
  readonly offset: number;
}

/**
 * The prompt that a command is about: the addressed one, or the one under the cursor of the active editor.
 * @throws PromptOpsError `no-prompt-here`; `cancelled` when the person picked none.
 */
export async function resolvePrompt(
  prompts: DocumentPrompts,
  address: PromptAddress | undefined,
): Promise<SessionSubject> {
  if (address !== undefined) return promptAtAddress(prompts, address);
  const { document, selection } = activeEditor();
  const offset = document.offsetAt(selection.active);
  const site = await promptAround(prompts, document, offset);
  return subjectInDocument(document, { kind: 'site', site: site ?? (await askForPrompt(prompts, document)) });
}

async function promptAtAddress(
  prompts: DocumentPrompts,
  { uri, offset }: PromptAddress,
): Promise<SessionSubject> {
  const document = await vscode.workspace.openTextDocument(uri);
  const sites = await prompts.inDocument(document);
  const site = sites.find(({ span }) => span.start === offset);
  if (site === undefined) throw noPromptHere(document);
  return subjectInDocument(document, { kind: 'site', site });
}

/**
 * The innermost prompt around an offset, else the one prompt that starts on its line (the cursor stands on the name
 * that the prompt is assigned to). A person who points at any other string literal means that one.
 */
async function promptAround(
  prompts: DocumentPrompts,
  document: vscode.TextDocument,
  offset: number,
): Promise<PromptSite | undefined> {
  const found = await prompts.underCursor(document, offset);
  return found ?? innermostSite(await prompts.pointedAt(document, offset), offset);
}

/** The only prompt of the document, or the one that the person picks. */
async function askForPrompt(prompts: DocumentPrompts, document: vscode.TextDocument): Promise<PromptSite> {
  const sites = await prompts.inDocument(document);
  if (sites.length === 0) throw noPromptHere(document);
  const items = sites.map((site) => ({
    site,
    label: site.name ?? firstWords(site.text),
    description: vscode.l10n.t('line {0}', document.positionAt(site.span.start).line + 1),
    detail: site.name === null ? '' : firstWords(site.text),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Prompts in {0}', baseName(document.uri.path)),
    placeHolder: vscode.l10n.t('The cursor is in none of them: which one do you mean?'),
    matchOnDetail: true,
  });
  if (picked === undefined) throw nothingPicked();
  return picked.site;
}

function firstWords(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/**
 * The selected text as a target: the part of a literal that is selected, or plain text outside of code.
 * @throws PromptOpsError `no-prompt-here` when nothing is selected, or code that is not inside one literal.
 */
export async function resolveSelection(prompts: DocumentPrompts): Promise<SessionSubject> {
  const { document, selection } = activeEditor();
  if (selection.isEmpty) throw nothingSelected(document);
  const span = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  const literals = await prompts.pointedAt(document, span.start);
  const fragment = literals.map((site) => fragmentTarget(site, span)).find((target) => target !== null);
  return subjectInDocument(document, fragment ?? plainTextTarget(document, span));
}

function plainTextTarget(document: vscode.TextDocument, span: Span): PromptTarget {
  const language = languageOfDocument(document);
  const isCode =
    language !== null &&
    (language.grammar !== null || isDataLanguage(language) || language.id === 'notebook');
  if (isCode) throw selectionIsCode(document);
  const text = document.getText().slice(span.start, span.end);
  if (text.trim() === '') throw nothingSelected(document);
  return { kind: 'text', span, text };
}

function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor ?? onlyVisibleEditor();
  if (editor !== undefined) return editor;
  throw new PromptOpsError({
    reason: 'no-prompt-here',
    message: 'No text editor is active.',
    nextStep: 'Open a file with a prompt and put the cursor inside it.',
  });
}

function noPromptHere(document: vscode.TextDocument): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: `No prompt was found in ${baseName(document.uri.path)}.`,
    nextStep: 'Put the cursor inside a string, or select text and run Optimize Selection.',
  });
}

function nothingSelected(document: vscode.TextDocument): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: `Nothing is selected in ${baseName(document.uri.path)}.`,
    nextStep: 'Select the text of a prompt, or run Optimize Prompt with the cursor inside one.',
  });
}

function selectionIsCode(document: vscode.TextDocument): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: `The selection in ${baseName(document.uri.path)} is code, not text inside one string.`,
    nextStep: 'Select text inside the quotes of one string.',
  });
}

function nothingPicked(): PromptOpsError {
  return new PromptOpsError({
    reason: 'cancelled',
    message: 'No prompt was chosen.',
    nextStep: 'Put the cursor inside a prompt and run the command again.',
  });
}

/** An address that another part of the extension passed along; anything else (a keybinding's argument) is ignored. */
export function toAddress(value: unknown): PromptAddress | undefined {
  if (typeof value !== 'object' || value === null || !('uri' in value) || !('offset' in value))
    return undefined;
  const { uri, offset } = value;
  return uri instanceof vscode.Uri && typeof offset === 'number' ? { uri, offset } : undefined;
}

/** What is meant while the walkthrough or a panel has the focus: the text beside it, when there is just one. */
function onlyVisibleEditor(): vscode.TextEditor | undefined {
  const [editor, ...others] = vscode.window.visibleTextEditors.filter(
    ({ viewColumn }) => viewColumn !== undefined,
  );
  return others.length === 0 ? editor : undefined;
}
