import * as vscode from 'vscode';
import { isPromptOpsError } from '../../core/errors.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import { resolvePrompt, type PromptAddress } from '../resolve-target.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import type { Sessions } from '../session/sessions.ts';
import type { TemplateLibrary } from '../templates/template-library.ts';

interface OpenServices {
  readonly prompts: DocumentPrompts;
  readonly sessions: Sessions;
  readonly templates: TemplateLibrary;
  /** Opens a panel for a prompt that has none. */
  readonly open: (subject: SessionSubject) => Promise<void>;
}

/**
 * Opens the Assistant about the addressed prompt or the one under the cursor; where there is none, about the prompt of
 * the panel in front.
 */
export async function openAssistant(
  { prompts, sessions, templates, open }: OpenServices,
  address: PromptAddress | undefined,
): Promise<void> {
  if (address === undefined) await focusEditor();
  const subject = await promptOrNone(prompts, address);
  if (subject !== undefined) {
    const session = await sessions.find(subject);
    if (session === undefined) await open(subject);
    else sessions.reveal(session);
  }
  templates.refresh();
  sessions.openPage('assistant');
}

/** With the focus in the panel no editor is active: the one beside it is meant. */
async function focusEditor(): Promise<void> {
  const [beside] = vscode.window.visibleTextEditors;
  if (vscode.window.activeTextEditor !== undefined || beside === undefined) return;
  await vscode.window.showTextDocument(beside.document, beside.viewColumn);
}

async function promptOrNone(
  prompts: DocumentPrompts,
  address: PromptAddress | undefined,
): Promise<SessionSubject | undefined> {
  try {
    return await resolvePrompt(prompts, address);
  } catch (error) {
    if (address === undefined && isPromptOpsError(error) && error.reason === 'no-prompt-here')
      return undefined;
    throw error;
  }
}
