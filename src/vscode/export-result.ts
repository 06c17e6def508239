import * as vscode from 'vscode';
import { reportToMarkdown } from '../core/report/markdown-report.ts';
import type { RunReport } from '../core/report/run-report.ts';

/** Asks where to and writes the report of a run as JSON or Markdown, by the ending of the chosen name. */
export async function exportReport(report: RunReport): Promise<vscode.Uri | undefined> {
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Result'),
    defaultUri: defaultUri(report),
    filters: { JSON: ['json'], Markdown: ['md'] },
  });
  if (uri === undefined) return undefined;
  const text = uri.path.endsWith('.md') ? reportToMarkdown(report) : `${JSON.stringify(report, null, 2)}\n`;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

function defaultUri({ prompt }: RunReport): vscode.Uri {
  const name = `${(prompt.name ?? 'prompt').replace(/[^\w-]+/gu, '-')}.promptops.json`;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder.uri, name);
}
