import * as vscode from 'vscode';
import { isAbortError } from '../core/abort.ts';
import { describeError, isPromptOpsError } from '../core/errors.ts';
import { localise } from './localise.ts';

/** Tells a person what went wrong and what to do next, without waiting for them; a bug is logged with its stack. */
export function showFailure(error: unknown, log: vscode.LogOutputChannel): void {
  if (isAbortError(error)) return;
  if (isPromptOpsError(error)) {
    log.warn(`${error.reason}: ${error.message}`);
    if (error.reason !== 'cancelled') void vscode.window.showWarningMessage(localise(describeError(error)));
    return;
  }
  log.error(error instanceof Error ? error : String(error));
  void offerLog(vscode.l10n.t('PromptOps could not finish: {0}', describeError(error)), log);
}

async function offerLog(message: string, log: vscode.LogOutputChannel): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  if ((await vscode.window.showErrorMessage(message, showLog)) === showLog) log.show();
}
