import * as vscode from 'vscode';

/** Runs a call of the network with a notification that can cancel it. */
export async function withProgress<Result>(
  title: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_progress, token) => {
      const controller = new AbortController();
      const cancellation = token.onCancellationRequested(() => controller.abort());
      try {
        return await work(controller.signal);
      } finally {
        cancellation.dispose();
      }
    },
  );
}
