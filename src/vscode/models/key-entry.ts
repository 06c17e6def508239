import * as vscode from 'vscode';
import {
  describeKeyProblem,
  isSafeForKeys,
  isThisMachine,
  openAiOrigin,
} from '../../providers/endpoint-address.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Dialogs } from './dialogs.ts';

interface KeyEntry {
  readonly keys: ApiKeys;
  readonly dialogs: Dialogs;
}

/** A key was entered, the endpoint needs none, or the person gave up. */
export type EnteredKey =
  { readonly kind: 'key'; readonly key: string } | { readonly kind: 'none' } | { readonly kind: 'given-up' };

/** Asks for the key of one origin and keeps it; says so when it could be kept for this session only. */
export async function enterKey({ keys, dialogs }: KeyEntry, url: URL): Promise<EnteredKey> {
  const { origin } = url;
  if (!isSafeForKeys(url)) return { kind: 'none' };
  const isNeeded = origin === openAiOrigin;
  const entered = await dialogs.enter({
    title: vscode.l10n.t('API Key for {0}', origin),
    prompt: isNeeded
      ? vscode.l10n.t('It is kept in the secret storage of the editor and sent to this address alone.')
      : vscode.l10n.t('It is sent to this address alone. Leave it empty when the endpoint needs none.'),
    password: true,
    placeHolder: 'sk-…',
    validateInput: (value) => problemOf(value.trim(), isNeeded),
  });
  if (entered === undefined) return { kind: 'given-up' };
  const key = entered.trim();
  if (key === '') {
    await keys.setKeyless(origin);
    return { kind: 'none' };
  }
  if ((await keys.set(origin, key)) === 'session') tellSessionOnly(dialogs, origin);
  return { kind: 'key', key };
}

/**
 * The key for an address, asked for when there is none: also when only the address has changed, since no key follows to
 * another origin. An endpoint on this machine needs none.
 */
export async function requireKey(entry: KeyEntry, url: URL): Promise<EnteredKey> {
  const known = await entry.keys.get(url.origin);
  if (known !== null) return { kind: 'key', key: known };
  const needsNone = isThisMachine(url) || entry.keys.isKeyless(url.origin);
  return needsNone ? { kind: 'none' } : enterKey(entry, url);
}

function problemOf(key: string, isNeeded: boolean): string | undefined {
  if (key === '') return isNeeded ? vscode.l10n.t('This endpoint takes nobody without a key.') : undefined;
  const problem = describeKeyProblem(key);
  return problem === null ? undefined : vscode.l10n.t('The key {0}', problem);
}

function tellSessionOnly(dialogs: Dialogs, origin: string): void {
  void dialogs.tell(
    vscode.l10n.t(
      'This editor has no place to keep secrets (no keyring). The key for {0} holds until this window is closed; then PromptOps asks again.',
      origin,
    ),
  );
}
