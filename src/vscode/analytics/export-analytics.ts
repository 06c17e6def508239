import * as vscode from 'vscode';
import { dailyFactsToCsv } from '../../core/analytics/analytics-csv.ts';
import { PromptOpsError } from '../../core/errors.ts';
import type { AnalyticsPage, Picture } from '../../protocol/analytics-page.ts';

/** Asks where to and writes the numbers of the page: CSV holds the days, JSON everything. */
export async function exportData(page: AnalyticsPage): Promise<void> {
  const uri = await askTarget('promptops-analytics.csv', { CSV: ['csv'], JSON: ['json'] });
  if (uri === undefined) return;
  const text = uri.path.endsWith('.json')
    ? `${JSON.stringify(page, null, 2)}\n`
    : dailyFactsToCsv(page.days, page.usage.inputPrice);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/**
 * Asks where to and writes a chart that the panel has drawn.
 * @throws PromptOpsError `invalid-argument` when it is no picture of the format that it claims.
 */
export async function exportPicture({ name, format, content }: Picture): Promise<void> {
  const bytes = format === 'png' ? Buffer.from(content, 'base64') : Buffer.from(content, 'utf8');
  const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG';
  // A chart has neither scripts nor addresses: whoever opens the file runs nothing and calls nobody.
  const isPlainSvg = content.startsWith('<svg') && !/<script|\bon\w+=|href=|<foreignObject/iu.test(content);
  if (format === 'png' ? !isPng : !isPlainSvg) throw noPicture();
  const uri = await askTarget(`${name}.${format}`, { [format.toUpperCase()]: [format] });
  if (uri !== undefined) await vscode.workspace.fs.writeFile(uri, bytes);
}

function askTarget(name: string, filters: Record<string, string[]>): Thenable<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const defaultUri = folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder.uri, name);
  return vscode.window.showSaveDialog({ title: vscode.l10n.t('Export Analytics'), defaultUri, filters });
}

function noPicture(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'The chart could not be drawn as a picture.',
    nextStep: 'Export the numbers as CSV or JSON.',
  });
}
