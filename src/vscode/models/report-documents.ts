import * as vscode from 'vscode';

const REPORT_SCHEME = 'promptops-report';

/** Texts that are shown read-only and kept only as long as this window is open. */
export interface ReportDocuments extends vscode.Disposable {
  show(title: string, text: string): Promise<void>;
}

/** Texts that are kept; older ones are gone when their tab is opened again. */
const mostTexts = 10;

export function createReportDocuments(): ReportDocuments {
  const texts = new Map<string, string>();
  let count = 0;
  const registration = vscode.workspace.registerTextDocumentContentProvider(REPORT_SCHEME, {
    provideTextDocumentContent: ({ query }) =>
      texts.get(query) ?? vscode.l10n.t('This result is not kept any more. Run the test again.'),
  });
  return {
    show: async (title, text) => {
      count += 1;
      texts.set(String(count), text);
      texts.delete(String(count - mostTexts));
      const uri = vscode.Uri.from({
        scheme: REPORT_SCHEME,
        path: `${title} ${count}.txt`,
        query: String(count),
      });
      await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
    },
    dispose: () => void registration.dispose(),
  };
}
