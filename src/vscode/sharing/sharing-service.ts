import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import { createGistClient } from '../../node/gist/gist-client.ts';
import { systemClock } from '../../node/system.ts';
import type { CommandId } from '../manifest.ts';
import { compactWhenDue } from './automatic-compaction.ts';
import { compactHistory } from './compact-history.ts';
import { exportHistory } from './export-history.ts';
import { importFile } from './import-history.ts';
import { importByEnteredLink, importByUri } from './import-shared.ts';
import { undoLatestImport } from './imports.ts';
import { showFailure } from '../show-failure.ts';
import { remindOfShares, revokeSharedLink } from './revoke-share.ts';
import { shareByLink } from './share-by-link.ts';
import { editorSharingDialogs } from './sharing-dialogs.ts';
import type { GithubSession, SharingHost } from './sharing-host.ts';

/** Everything by which a history leaves this window, comes into it, or grows smaller. */
export interface SharingService extends SharingHost, vscode.Disposable {
  /** Handles an address of this extension that was opened. */
  openUri(uri: vscode.Uri): Promise<void>;
  /** Reminders and automatic compaction, as far as they are due. */
  lookAfter(): Promise<void>;
}

export type SharingCommandId = Extract<
  CommandId,
  `promptops.history.${'export' | 'import' | 'undoImport' | 'compact' | 'share' | 'revokeShare'}`
>;

export type SharingCommands = Readonly<Record<SharingCommandId, (...args: readonly unknown[]) => unknown>>;

/** The first look comes when the window has settled; a window that stays open for days looks again. */
const firstLookMs = 60_000;
const nextLookMs = 6 * 3_600_000;

interface ServiceHost extends Pick<SharingHost, 'history' | 'view' | 'prompts' | 'log'> {
  readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState'>;
}

export function createSharingService({ context, ...host }: ServiceHost): SharingService {
  const look = (): void => {
    service.lookAfter().catch((error: unknown) => showFailure(error, host.log));
  };
  const first = setTimeout(look, firstLookMs);
  const next = setInterval(look, nextLookMs);
  const service: SharingService = {
    ...host,
    globalState: context.globalState,
    workspaceState: context.workspaceState,
    now: () => systemClock.now(),
    dialogs: editorSharingDialogs,
    gists: createGistClient(),
    signIn: signInToGithub,
    openUri: (uri) => importByUri(service, uri),
    lookAfter: async () => {
      await compactWhenDue(service);
      await remindOfShares(service);
    },
    dispose: () => {
      clearTimeout(first);
      clearInterval(next);
    },
  };
  return service;
}

/** The handlers of the commands of sharing. Those on the view get the node and all that are selected. */
export function createSharingCommands(service: SharingService): SharingCommands {
  return {
    'promptops.history.export': (node, nodes) => exportHistory(service, nodesOf(node, nodes)),
    'promptops.history.share': (node, nodes) => shareByLink(service, nodesOf(node, nodes)),
    'promptops.history.import': () => importFromAnywhere(service),
    'promptops.history.undoImport': () => undoLatestImport(service),
    'promptops.history.compact': () => compactHistory(service),
    'promptops.history.revokeShare': () => revokeSharedLink(service),
  };
}

async function importFromAnywhere(service: SharingService): Promise<void> {
  const file = { label: vscode.l10n.t('From File…'), run: importFile };
  const link = {
    label: vscode.l10n.t('From Link…'),
    description: vscode.l10n.t('that was shared with you'),
    run: importByEnteredLink,
  };
  const picked = await service.dialogs.pick([file, link], { title: vscode.l10n.t('Import History') });
  await picked?.run(service);
}

/** Called from the palette there are none; from the view there is one, and all when several are selected. */
function nodesOf(node: unknown, nodes: unknown): readonly unknown[] {
  if (Array.isArray(nodes) && nodes.length > 0) return nodes;
  return node === undefined || node === null ? [] : [node];
}

async function signInToGithub(): Promise<GithubSession | undefined> {
  try {
    return await vscode.authentication.getSession('github', ['gist'], { createIfNone: true });
  } catch (cause) {
    // The editor tells a sign-in that was given up from one that failed by the words of its message alone.
    throw new PromptOpsError({
      reason: 'sharing-failed',
      message: vscode.l10n.t('You are not signed in to GitHub: nothing was sent.'),
      nextStep: vscode.l10n.t('Sign in from the Accounts menu and try again.'),
      cause,
    });
  }
}
