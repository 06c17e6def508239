import * as vscode from 'vscode';
import type { HistoryBundle } from '../../core/history/bundle.ts';
import { exportBundle } from '../../core/history/export-bundle.ts';
import { sensitiveInBundle } from '../../core/history/sensitive-texts.ts';
import { historyToHtml } from '../../core/report/history-html.ts';
import { historyToMarkdown } from '../../core/report/history-markdown.ts';
import { chooseSelection, promptsText, versionsText } from './choose-selection.ts';
import { confirmSensitive } from './confirm-sensitive.ts';
import type { SharingHost } from './sharing-host.ts';

/** Writes a part of the history into a file that the person chooses. */
export async function exportHistory(host: SharingHost, nodes: readonly unknown[]): Promise<void> {
  const { dialogs, history, now } = host;
  const title = vscode.l10n.t('Export History');
  const selection = await chooseSelection(host, nodes, title);
  if (selection === undefined) return;
  const format = await dialogs.pick(formats(), { title });
  if (format === undefined) return;
  const bundle = await exportBundle(history.store, selection, new Date(now()));
  if (!(await confirmSensitive(dialogs, sensitiveInBundle(bundle)))) return;
  const uri = await dialogs.save({
    title,
    defaultUri: defaultUri(bundle, format.ending),
    filters: { [format.label]: [format.ending] },
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(format.render(bundle)));
  void offerToOpen(host, bundle, { uri, ending: format.ending });
}

interface FormatItem extends vscode.QuickPickItem {
  readonly ending: 'json' | 'md' | 'html';
  readonly render: (bundle: HistoryBundle) => string;
}

function formats(): readonly FormatItem[] {
  return [
    {
      label: 'HTML',
      description: vscode.l10n.t('a report that opens in every browser'),
      ending: 'html',
      render: historyToHtml,
    },
    {
      label: 'Markdown',
      description: vscode.l10n.t('for a wiki or a pull request'),
      ending: 'md',
      render: historyToMarkdown,
    },
    {
      label: 'JSON',
      description: vscode.l10n.t('a bundle that can be imported again'),
      ending: 'json',
      render: bundleToJson,
    },
  ];
}

export function bundleToJson(bundle: HistoryBundle): string {
  return `${JSON.stringify(bundle, null, 1)}\n`;
}

function defaultUri({ prompts, exportedAt }: HistoryBundle, ending: string): vscode.Uri {
  const [only, ...more] = prompts;
  const subject = only === undefined || more.length > 0 ? 'prompts' : (only.name ?? 'prompt');
  const name = `${subject.replace(/[^\w-]+/gu, '-').slice(0, 60)}.history-${exportedAt.slice(0, 10)}.${ending}`;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder.uri, name);
}

async function offerToOpen(
  { dialogs }: SharingHost,
  { prompts }: HistoryBundle,
  { uri, ending }: { readonly uri: vscode.Uri; readonly ending: FormatItem['ending'] },
): Promise<void> {
  const versions = prompts.reduce((sum, prompt) => sum + prompt.versions.length, 0);
  const open = vscode.l10n.t('Open');
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const told = vscode.l10n.t(
    'Exported {0} with {1} to {2}.',
    promptsText(prompts.length),
    versionsText(versions),
    name,
  );
  if ((await dialogs.tell(told, open)) !== open) return;
  // A browser shows HTML; away from this machine the editor can only show its source.
  if (ending === 'html' && vscode.env.remoteName === undefined) await vscode.env.openExternal(uri);
  else await vscode.window.showTextDocument(uri, { preview: true });
}
