import * as vscode from 'vscode';
import { editorWording } from '../history/editor-wording.ts';
import { readSettings } from '../settings.ts';
import { promptsText, versionsText } from './choose-selection.ts';
import { forgetShare, listShares, postponeReminder, type Share } from './shares.ts';
import type { SharingHost } from './sharing-host.ts';
import { withProgress } from './with-progress.ts';

const dayMs = 86_400_000;

/** Lists the links that are shared and deletes the gist behind the one that the person picks. */
export async function revokeSharedLink(host: SharingHost): Promise<void> {
  const shares = listShares(host);
  if (shares.length === 0) {
    void host.dialogs.tell(vscode.l10n.t('No link is shared.'));
    return;
  }
  const items = shares.map((share) => ({
    share,
    label: editorWording.formatTime(share.createdAt),
    description: vscode.l10n.t('{0}, {1}', promptsText(share.prompts), versionsText(share.versions)),
    detail: share.url,
  }));
  const picked = await host.dialogs.pick(items, { title: vscode.l10n.t('Revoke Shared Link') });
  if (picked !== undefined) await revoke(host, picked.share);
}

/** Asks about links that have been out for as long as the settings say, one at a time. */
export async function remindOfShares(host: SharingHost): Promise<void> {
  const due = listShares(host).filter(({ remindAt }) => remindAt !== null && remindAt <= host.now());
  for (const share of due) {
    const revokeNow = vscode.l10n.t('Revoke');
    const later = vscode.l10n.t('Remind Me Later');
    const told = vscode.l10n.t(
      'A prompt history that you shared on {0} can still be read by its link. Is it still needed?',
      editorWording.formatTime(share.createdAt),
    );
    // Closing the message is no answer: the question comes again with the next start, after a day at the earliest.
    const answer = await host.dialogs.tell(told, revokeNow, later);
    if (answer === revokeNow) await revoke(host, share);
    else await postponeReminder(host, share.gistId, host.now() + postponedDays(answer === later) * dayMs);
  }
}

function postponedDays(isWanted: boolean): number {
  return isWanted ? (readSettings().shareReminderDays ?? 30) : 1;
}

async function revoke(host: SharingHost, share: Share): Promise<void> {
  const session = await host.signIn();
  if (session === undefined) return;
  const wasThere = await withProgress(vscode.l10n.t('Revoking the link…'), (signal) =>
    host.gists.remove(share.gistId, { token: session.accessToken, signal }),
  );
  await forgetShare(host, share.gistId);
  void host.dialogs.tell(
    wasThere
      ? vscode.l10n.t('The link is revoked and its gist deleted. Copies that others made are not.')
      : vscode.l10n.t(
          'The gist was gone already, or belongs to another account than {0}.',
          session.account.label,
        ),
  );
}
