import * as vscode from 'vscode';
import { editorDialogs, type Dialogs } from '../models/dialogs.ts';

/** What a person is asked when a history leaves or comes in; tests answer in their place. */
export interface SharingDialogs extends Dialogs {
  /** A modal question with several answers; undefined when none of them was given. */
  ask(question: Question): Promise<string | undefined>;
  save(options: vscode.SaveDialogOptions): Promise<vscode.Uri | undefined>;
  open(options: vscode.OpenDialogOptions): Promise<vscode.Uri | undefined>;
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly answers: readonly string[];
  /** Whether something cannot be taken back or should make a person think. */
  readonly isWarning?: boolean;
}

export const editorSharingDialogs: SharingDialogs = {
  ...editorDialogs,
  ask: async ({ message, detail, answers, isWarning = false }) => {
    const options = { modal: true, detail };
    return isWarning
      ? vscode.window.showWarningMessage(message, options, ...answers)
      : vscode.window.showInformationMessage(message, options, ...answers);
  },
  save: async (options) => vscode.window.showSaveDialog(options),
  open: async (options) => (await vscode.window.showOpenDialog(options))?.[0],
};
