import * as vscode from 'vscode';

/** What a person is asked about models; tests answer in their place. */
export interface Dialogs {
  /** A modal question; false when it was turned down. */
  confirm(question: Confirmation): Promise<boolean>;
  /** A line of text; undefined when it was given up. */
  enter(options: vscode.InputBoxOptions): Promise<string | undefined>;
  pick<Item extends vscode.QuickPickItem>(
    items: readonly Item[] | Thenable<readonly Item[]>,
    options: vscode.QuickPickOptions,
  ): Promise<Item | undefined>;
  /** Tells something and offers at most some buttons; the label of the one that was pressed. */
  tell(message: string, ...buttons: readonly string[]): Promise<string | undefined>;
}

export interface Confirmation {
  readonly message: string;
  readonly detail: string;
  readonly accept: string;
}

/** The dialogs of the editor itself. Inputs stay when something else takes the focus: keys are copied from elsewhere. */
export const editorDialogs: Dialogs = {
  confirm: async ({ message, detail, accept }) =>
    (await vscode.window.showInformationMessage(message, { modal: true, detail }, accept)) === accept,
  enter: async (options) => vscode.window.showInputBox({ ignoreFocusOut: true, ...options }),
  pick: async (items, options) =>
    vscode.window.showQuickPick(items, {
      ignoreFocusOut: true,
      matchOnDescription: true,
      matchOnDetail: true,
      ...options,
    }),
  tell: async (message, ...buttons) => vscode.window.showInformationMessage(message, ...buttons),
};
