import * as vscode from 'vscode';
import { reportToHtml } from '../core/report/html-report.ts';
import { reportToMarkdown } from '../core/report/markdown-report.ts';
import type { RunReport } from '../core/report/run-report.ts';

/** Asks where to and writes the report of a run as JSON, Markdown or HTML, by the ending of the chosen name. */
export async function exportReport(report: RunReport): Promise<vscode.Uri | undefined> {
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Result'),
    defaultUri: defaultUri(report),
    filters: { JSON: ['json'], Markdown: ['md'], HTML: ['html'] },
  });
  if (uri === undefined) return undefined;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(render(report, uri.path)));
  return uri;
}

function render(report: RunReport, path: string): string {
  if (path.endsWith('.md')) return reportToMarkdown(report);
  if (path.endsWith('.html')) return reportToHtml(report);
  return `${JSON.stringify(report, null, 2)}\n`;
}

function defaultUri({ prompt }: RunReport): vscode.Uri {
  const name = `${(prompt.name ?? 'prompt').replace(/[^\w-]+/gu, '-')}.promptops.json`;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder.uri, name);
}
