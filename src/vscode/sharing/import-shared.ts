import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import { bundleOfFiles } from '../../node/gist/gist-files.ts';
import { importJson } from './import-history.ts';
import { gistOfText, gistOfUri } from './import-link.ts';
import type { SharingHost } from './sharing-host.ts';
import { withProgress } from './with-progress.ts';

/**
 * A link was opened, perhaps out of a page that wants to harm: nothing is fetched before the person agrees.
 * @throws PromptOpsError `invalid-argument` when the link asks for something else.
 */
export async function importByUri(host: SharingHost, uri: vscode.Uri): Promise<void> {
  const gistId = gistOfUri(uri);
  if (gistId === null) throw notALink();
  const fetchIt = vscode.l10n.t('Fetch');
  const answer = await host.dialogs.ask({
    message: vscode.l10n.t('Fetch a shared prompt history from GitHub?'),
    detail: [
      vscode.l10n.t('A link asks for the gist {0}.', gistId),
      vscode.l10n.t(
        'Agree only when you know whoever made the link. You will see what is in it before it is added.',
      ),
    ].join('\n'),
    answers: [fetchIt],
    isWarning: true,
  });
  if (answer === fetchIt) await importGist(host, gistId);
}

/** Asks for a link and imports what it shares; entering it is the agreement. */
export async function importByEnteredLink(host: SharingHost): Promise<void> {
  const text = await host.dialogs.enter({
    title: vscode.l10n.t('Import Shared History'),
    prompt: vscode.l10n.t('A link that was shared with you, or the address of its gist.'),
    validateInput: (value) =>
      value.trim() === '' || gistOfText(value) !== null
        ? undefined
        : vscode.l10n.t('This is neither a link of PromptOps nor the address of a gist.'),
  });
  const gistId = gistOfText(text ?? '');
  if (gistId !== null) await importGist(host, gistId);
}

async function importGist(host: SharingHost, gistId: string): Promise<void> {
  const files = await withProgress(vscode.l10n.t('Fetching the shared history…'), (signal) =>
    host.gists.read(gistId, { signal }),
  );
  const json = bundleOfFiles(files);
  if (json === null) throw noBundle(gistId);
  await importJson(host, json, vscode.l10n.t('the gist {0}', gistId.slice(0, 8)));
}

function notALink(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: vscode.l10n.t('The link that was opened is none of PromptOps.'),
    nextStep: vscode.l10n.t('Ask for a link that was made with Share by Link.'),
  });
}

function noBundle(gistId: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: vscode.l10n.t('The gist {0} holds no prompt history.', gistId),
    nextStep: vscode.l10n.t('Ask for a link that was made with Share by Link.'),
  });
}
