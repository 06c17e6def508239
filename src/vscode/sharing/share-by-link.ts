import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { HistoryBundle } from '../../core/history/bundle.ts';
import { exportBundle } from '../../core/history/export-bundle.ts';
import { sensitiveInBundle, type SensitiveFinding } from '../../core/history/sensitive-texts.ts';
import { historyToMarkdown } from '../../core/report/history-markdown.ts';
import { visibleText } from '../../core/report/visible-text.ts';
import { mostAnswerBytes, type CreatedGist } from '../../node/gist/gist-client.ts';
import { bundleToFiles, type GistFiles } from '../../node/gist/gist-files.ts';
import { readSettings } from '../settings.ts';
import { chooseSelection, promptsText, versionsText } from './choose-selection.ts';
import { megabytes } from './compact-history.ts';
import { describeFindings } from './describe-findings.ts';
import { importLink } from './import-link.ts';
import { addShare } from './shares.ts';
import type { GithubSession, SharingHost } from './sharing-host.ts';
import { withProgress } from './with-progress.ts';

const dayMs = 86_400_000;

/** Names of prompts that a dialog has room for. */
const mostNames = 8;

/** Makes a secret gist of a part of the history, after everything that leaves was shown, and offers its link. */
export async function shareByLink(host: SharingHost, nodes: readonly unknown[]): Promise<void> {
  const selection = await chooseSelection(host, nodes, vscode.l10n.t('Share by Link'));
  if (selection === undefined) return;
  const bundle = await exportBundle(host.history.store, selection, new Date(host.now()));
  const files = filesOf(bundle);
  const session = await host.signIn();
  if (session === undefined) return;
  if (!(await confirmShare(host, { bundle, files, session }))) return;
  const { prompts, versions } = countsOf(bundle);
  const created = await withProgress(vscode.l10n.t('Sharing {0}…', promptsText(prompts)), (signal) =>
    host.gists.create(
      { description: 'Prompt history, shared with PromptOps', files },
      { token: session.accessToken, signal },
    ),
  );
  const days = readSettings().shareReminderDays;
  await addShare(host, {
    gistId: created.id,
    url: created.url,
    createdAt: host.now(),
    remindAt: days === null ? null : host.now() + days * dayMs,
    account: session.account.label,
    prompts,
    versions,
  });
  void offerLink(host, created);
}

function filesOf(bundle: HistoryBundle): GistFiles {
  const files = { ...bundleToFiles(JSON.stringify(bundle)), 'prompt-history.md': historyToMarkdown(bundle) };
  const bytes = new TextEncoder().encode(JSON.stringify(files)).byteLength;
  if (bytes > mostAnswerBytes * 0.9) throw tooLarge(bytes);
  return files;
}

interface Outgoing {
  readonly bundle: HistoryBundle;
  readonly files: GistFiles;
  readonly session: GithubSession;
}

/** The last question before anything leaves: who gets what, and what in it nobody else should read. */
async function confirmShare(host: SharingHost, { bundle, files, session }: Outgoing): Promise<boolean> {
  const findings = sensitiveInBundle(bundle);
  const show = vscode.l10n.t('Show What Is Sent');
  const share = findings.length === 0 ? vscode.l10n.t('Share') : vscode.l10n.t('Share Anyway');
  const answer = await host.dialogs.ask({
    message: vscode.l10n.t('Share {0} by a secret gist?', promptsText(bundle.prompts.length)),
    detail: describeOutgoing({ bundle, files, session }, findings),
    answers: [share, show],
    isWarning: findings.length > 0,
  });
  if (answer !== show) return answer === share;
  await showFiles(files);
  // Not modal: the documents are there to be read before the answer.
  const told = vscode.l10n.t('These documents would be sent to GitHub.');
  return (await host.dialogs.tell(told, share, vscode.l10n.t('Cancel'))) === share;
}

function describeOutgoing(
  { bundle, files, session }: Outgoing,
  findings: readonly SensitiveFinding[],
): string {
  const named = bundle.prompts.slice(0, mostNames).map(({ name, file, line, versions }) => {
    const title = visibleText(name ?? `${file}:${line}`, 50);
    return vscode.l10n.t('• {0}: {1}', title, versionsText(versions.length));
  });
  const more = bundle.prompts.length - named.length;
  return [
    ...(findings.length === 0
      ? []
      : [vscode.l10n.t('It holds secrets or personal data:'), describeFindings(findings), '']),
    ...named,
    ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : []),
    '',
    vscode.l10n.t(
      'Sent to GitHub: texts, metrics, names, comments, tags, file names and reports of runs, as {0}.',
      Object.entries(files)
        .map(([name, text]) => `${name} (${megabytes(new TextEncoder().encode(text).byteLength)})`)
        .join(', '),
    ),
    vscode.l10n.t(
      'The gist belongs to {0}. It is not listed, but whoever has its link can read it without signing in.',
      visibleText(session.account.label),
    ),
  ].join('\n');
}

async function showFiles(files: GistFiles): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const language = name.endsWith('.md') ? 'markdown' : 'json';
    const document = await vscode.workspace.openTextDocument({ content, language });
    await vscode.window.showTextDocument(document, { preview: false });
  }
}

async function offerLink({ dialogs }: SharingHost, { id, url }: CreatedGist): Promise<void> {
  const copyLink = vscode.l10n.t('Copy Link');
  const copyAddress = vscode.l10n.t('Copy Address of Gist');
  const told = vscode.l10n.t(
    'Shared. The link opens the import in VS Code; the gist can be read in a browser.',
  );
  const answer = await dialogs.tell(told, copyLink, copyAddress);
  if (answer === copyLink) await vscode.env.clipboard.writeText(importLink(id));
  if (answer === copyAddress) await vscode.env.clipboard.writeText(url);
}

function countsOf({ prompts }: HistoryBundle): { readonly prompts: number; readonly versions: number } {
  return {
    prompts: prompts.length,
    versions: prompts.reduce((sum, { versions }) => sum + versions.length, 0),
  };
}

function tooLarge(bytes: number): PromptOpsError {
  return new PromptOpsError({
    reason: 'sharing-failed',
    message: vscode.l10n.t('{0} are too much for a link.', megabytes(bytes)),
    nextStep: vscode.l10n.t('Select fewer prompts or versions, or use Export History.'),
  });
}
