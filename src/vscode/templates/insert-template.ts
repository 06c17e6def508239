import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import { PromptOpsError } from '../../core/errors.ts';
import { countLeading } from '../../core/sorted-search.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';
import { fillTemplate, quotingOf, templateSnippet } from '../../core/templates/fill-template.ts';
import type { PromptTemplate } from '../../core/templates/template.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import { languageOfDocument } from '../document-scans.ts';
import { innermostSite } from '../prompt-under-cursor.ts';
import { editDocument } from '../session/edit-document.ts';
import { subjectInDocument } from '../session/session-subject.ts';

interface InsertServices {
  readonly engine: Engine;
  readonly prompts: DocumentPrompts;
}

/** A template with what a person has filled in. */
interface FilledTemplate {
  readonly template: PromptTemplate;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Inserts a template at the cursor: as text with tab stops, in code as a literal with tab stops, and inside a literal
 * encoded so that the literal stays whole. Without an editor a new prompt file opens.
 * @throws PromptOpsError `not-expressible` when a literal cannot hold the text; nothing is written then.
 */
export async function insertTemplate(
  services: InsertServices,
  editor: vscode.TextEditor | undefined,
  { template, values }: FilledTemplate,
): Promise<void> {
  const shown = await showEditor(editor);
  const { document, selection } = shown;
  const isCode = (languageOfDocument(document)?.grammar ?? null) !== null;
  const offset = document.offsetAt(selection.active);
  const site = isCode ? innermostSite(await services.prompts.pointedAt(document, offset), offset) : undefined;
  if (site !== undefined && site.span.start < offset && offset < site.span.end) {
    await insertIntoLiteral(services, document, { site, offset, text: fillTemplate(template, values) });
    return;
  }
  const quoting = isCode ? (quotingOf(document.languageId) ?? undefined) : undefined;
  await shown.insertSnippet(new vscode.SnippetString(templateSnippet(template, values, quoting)), selection, {
    undoStopBefore: true,
    undoStopAfter: true,
  });
}

async function showEditor(editor: vscode.TextEditor | undefined): Promise<vscode.TextEditor> {
  if (editor === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: 'prompt-file' });
    return vscode.window.showTextDocument(document);
  }
  return vscode.window.showTextDocument(editor.document, {
    viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active,
    selection: editor.selection,
  });
}

interface LiteralInsertion {
  readonly site: PromptSite;
  /** In the document. */
  readonly offset: number;
  readonly text: string;
}

async function insertIntoLiteral(
  { engine }: InsertServices,
  document: vscode.TextDocument,
  { site, offset, text }: LiteralInsertion,
): Promise<void> {
  const at = countLeading(site.text.length, (index) => {
    const source = site.toSource({ start: index, end: index + 1 });
    return source === null || source.start < offset;
  });
  const subject = subjectInDocument(document, { kind: 'site', site });
  const encoded = await engine.encode(subject, site.text.slice(0, at) + text + site.text.slice(at));
  if (encoded.kind === 'refused') throw notExpressible(encoded.detail);
  const { edit, source: expected } = encoded;
  await editDocument({ document, source: subject.source, edit, expected });
}

function notExpressible(detail: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'not-expressible',
    message: `The template cannot stand in this literal: ${detail}`,
    nextStep: 'Put the cursor between two statements: it is then inserted as a literal of its own.',
  });
}
