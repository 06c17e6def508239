import * as vscode from 'vscode';
import { isAbortError } from '../core/abort.ts';
import { describeError, isPromptOpsError } from '../core/errors.ts';

/** Tells a person what went wrong and what to do next; a bug goes to the log with its stack. */
export async function showFailure(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  if (isAbortError(error)) return;
  if (isPromptOpsError(error)) {
    log.warn(`${error.reason}: ${error.message}`);
    if (error.reason !== 'cancelled') await vscode.window.showWarningMessage(describeError(error));
    return;
  }
  log.error(error instanceof Error ? error : String(error));
  const showLog = vscode.l10n.t('Show Log');
  const message = vscode.l10n.t('PromptOps could not finish: {0}', describeError(error));
  if ((await vscode.window.showErrorMessage(message, showLog)) === showLog) log.show();
}
