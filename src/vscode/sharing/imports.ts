import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { PromptOpsError } from '../../core/errors.ts';
import { editorWording } from '../history/editor-wording.ts';
import { versionsText } from './choose-selection.ts';
import type { SharingHost } from './sharing-host.ts';

const importSchema = z.object({ id: z.string(), source: z.string(), time: z.number(), versions: z.number() });

/** An import that can be taken back, also after the window was reloaded. */
export type RememberedImport = z.infer<typeof importSchema>;

const memoryKey = 'promptops.imports';

/** Imports that are remembered; older ones stay in the history as everything else does. */
const mostImports = 20;

export async function rememberImport(host: SharingHost, entry: RememberedImport): Promise<void> {
  await host.workspaceState.update(memoryKey, [entry, ...readImports(host)].slice(0, mostImports));
}

/** Takes the latest import back, or the one that the person picks when there were several. */
export async function undoLatestImport(host: SharingHost): Promise<void> {
  const imports = readImports(host);
  const [latest, ...older] = imports;
  if (latest === undefined) throw noImport();
  const items = imports.map((entry) => ({
    entry,
    label: entry.source,
    description: editorWording.formatTime(entry.time),
    detail: versionsText(entry.versions),
  }));
  const title = vscode.l10n.t('Undo Which Import?');
  const picked = older.length === 0 ? latest : (await host.dialogs.pick(items, { title }))?.entry;
  if (picked !== undefined) await undoImport(host, picked.id);
}

export async function undoImport(host: SharingHost, importId: string): Promise<void> {
  const versions = await host.history.store.undoImport(importId);
  const rest = readImports(host).filter(({ id }) => id !== importId);
  await host.workspaceState.update(memoryKey, rest);
  host.history.announceChange();
  void host.dialogs.tell(vscode.l10n.t('Took the import back: {0} removed.', versionsText(versions)));
}

function readImports({ workspaceState }: SharingHost): readonly RememberedImport[] {
  return z.safeParse(z.array(importSchema), workspaceState.get(memoryKey)).data ?? [];
}

function noImport(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: vscode.l10n.t('Nothing was imported into the history of this workspace.'),
    nextStep: vscode.l10n.t('Import a history first.'),
  });
}
