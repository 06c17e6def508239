import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import { templateId, writeTemplate } from '../../core/templates/write-template.ts';
import { promptOfTarget } from '../../core/target/prompt-target.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { Dialogs } from '../models/dialogs.ts';
import { resolveSelection } from '../resolve-target.ts';
import { templateFolder } from './template-library.ts';

/**
 * Keeps the selected text as a template of the workspace and opens its file, where placeholders can be described.
 * @throws PromptOpsError when nothing is selected or no folder is open.
 */
export async function saveSelectionAsTemplate(prompts: DocumentPrompts, dialogs: Dialogs): Promise<void> {
  const { target } = await resolveSelection(prompts);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw noFolder();
  const title = await dialogs.enter({
    title: vscode.l10n.t('Save Selection as Template'),
    prompt: vscode.l10n.t('Title of the template'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A template needs a title.') : undefined),
  });
  if (title === undefined || title.trim() === '') return;
  const uri = await freeName(
    vscode.Uri.joinPath(folder.uri, ...templateFolder.split('/')),
    templateId(title),
  );
  const source = writeTemplate({
    title: title.trim().slice(0, 120),
    category: 'own',
    description: '',
    body: promptOfTarget(target).text,
  });
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(source));
  await vscode.window.showTextDocument(uri);
}

/** A name that no file has yet: an older template is never overwritten. */
async function freeName(folder: vscode.Uri, id: string): Promise<vscode.Uri> {
  for (let number = 1; ; number += 1) {
    const uri = vscode.Uri.joinPath(folder, `${number === 1 ? id : `${id}-${number}`}.md`);
    try {
      await vscode.workspace.fs.stat(uri);
    } catch {
      return uri;
    }
  }
}

function noFolder(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'No folder is open to keep templates in.',
    nextStep: 'Open a folder: templates are kept in its folder .promptops/templates.',
  });
}
