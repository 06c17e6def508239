import * as vscode from 'vscode';
import { PromptOpsError } from '../core/errors.ts';
import type { Version } from '../core/history/history-store.ts';
import type { DocumentPrompts } from './document-prompts.ts';
import { editorWording } from './history/editor-wording.ts';
import { promptIdOf, versionIdOf } from './history/history-nodes.ts';
import { versionTitle } from './history/history-view-model.ts';
import type { HistoryView } from './history/history-view.ts';
import { chooseOrder, chooseScope, clearFilter, searchHistory } from './history/filter-commands.ts';
import { commentVersion, insertVersion, nameVersion, tagVersion } from './history/mark-commands.ts';
import { restoreCommand } from './history/restore-command.ts';
import {
  compareSelected,
  compareVersions,
  compareWithCurrent,
  compareWithPrevious,
  copyVersion,
  openVersion,
} from './history/show-versions.ts';
import type { HistoryService } from './history-service.ts';
import type { CommandId } from './manifest.ts';
import { resolvePrompt, toAddress } from './resolve-target.ts';
import type { SharingCommandId } from './sharing/sharing-service.ts';
import type { SessionSubject } from './session/session-subject.ts';
import type { TrackedFiles } from './tracked-files.ts';

interface HistoryCommandServices {
  readonly history: HistoryService;
  readonly view: HistoryView;
  readonly files: TrackedFiles;
  readonly prompts: DocumentPrompts;
}

type HistoryCommandId = Exclude<Extract<CommandId, `promptops.history.${string}`>, SharingCommandId>;

export type HistoryCommands = Readonly<Record<HistoryCommandId, (...args: readonly unknown[]) => unknown>>;

/** The handlers of the History view's commands. */
export function createHistoryCommands(services: HistoryCommandServices): HistoryCommands {
  const { history, view, files } = services;
  const open = () => Promise.resolve(history.store);
  const ports = { history: open, readText: files.readText };
  const onVersion = (action: (versionId: string) => Promise<void>) => (node: unknown) => {
    const id = versionIdOf(node ?? view.selected());
    if (id === null) throw noVersion();
    return action(id);
  };
  return {
    'promptops.history.openVersion': onVersion((id) => openVersion(ports, id)),
    'promptops.history.compareWithCurrent': onVersion((id) => compareWithCurrent(ports, id)),
    'promptops.history.compareWithPrevious': onVersion((id) => compareWithPrevious(ports, id)),
    'promptops.history.copy': onVersion((id) => copyVersion(ports, id)),
    'promptops.history.restore': onVersion(async (id) => {
      await restoreCommand({ history: open, files, resolveFile: files.resolveFile }, id);
      history.announceChange();
    }),
    ...createMarkCommands(services),
    'promptops.history.compareSelected': (node, nodes) =>
      compareSelected(
        ports,
        (Array.isArray(nodes) ? nodes : [node]).flatMap((selected) => versionIdOf(selected) ?? []),
      ),
    'promptops.history.filter': () => chooseScope(view.tree),
    'promptops.history.search': () => searchHistory(view.tree),
    'promptops.history.sort': () => chooseOrder(view.tree),
    'promptops.history.clearFilter': () => clearFilter(view.tree),
    'promptops.history.refresh': () => view.tree.refresh(),
    'promptops.history.showOlder': (node) => {
      const id = promptIdOf(node);
      if (id !== null) view.tree.showOlder(id);
    },
    'promptops.history.reveal': (address) => revealPrompt(services, address),
  };
}

type MarkCommandId = Extract<
  HistoryCommandId,
  `promptops.history.${'name' | 'comment' | 'tag' | 'pin' | 'unpin' | 'insert' | 'favorite' | 'unfavorite'}`
>;

/** What people say of versions and prompts; the view shows it as soon as it is written. */
function createMarkCommands({
  history,
  view,
}: HistoryCommandServices): Readonly<Record<MarkCommandId, (node: unknown) => Promise<void>>> {
  const { store } = history;
  const onVersion = (action: (id: string) => Promise<unknown>) => async (node: unknown) => {
    const id = versionIdOf(node ?? view.selected());
    if (id === null) throw noVersion();
    await action(id);
    history.announceChange();
  };
  const onPrompt = (isFavorite: boolean) => async (node: unknown) => {
    const promptId = promptIdOf(node ?? view.selected());
    if (promptId === null) throw noVersion();
    await store.setFavorite({ promptId, isFavorite });
    history.announceChange();
  };
  return {
    'promptops.history.name': onVersion((id) => nameVersion(store, id)),
    'promptops.history.comment': onVersion((id) => commentVersion(store, id)),
    'promptops.history.tag': onVersion((id) => tagVersion(store, id)),
    'promptops.history.pin': onVersion((versionId) => store.annotate({ versionId, isPinned: true })),
    'promptops.history.unpin': onVersion((versionId) => store.annotate({ versionId, isPinned: false })),
    'promptops.history.insert': onVersion((id) => insertVersion(store, id)),
    'promptops.history.favorite': onPrompt(true),
    'promptops.history.unfavorite': onPrompt(false),
  };
}

/** Selects the addressed prompt in the view; says so when it has no versions yet. */
async function revealPrompt(
  { prompts, history, view }: HistoryCommandServices,
  address: unknown,
): Promise<void> {
  const subject = await resolvePrompt(prompts, toAddress(address));
  const promptId = await prompts.findId(history.store, subject);
  if (promptId === null || !(await view.reveal(promptId))) throw noVersionsYet(subject);
}

/** Lets the person pick two versions of a prompt and compares them in the diff editor. */
export async function comparePicked(
  { prompts, history, files }: HistoryCommandServices,
  subject: SessionSubject,
): Promise<void> {
  const promptId = await prompts.findId(history.store, subject);
  const versions =
    promptId === null ? [] : (await history.store.listVersions(promptId, { limit: 200 })).versions;
  if (versions.length < 2) throw noVersionsYet(subject);
  const after = await pickVersion(versions, vscode.l10n.t('Compare Versions (1/2): the newer one'));
  if (after === undefined) return;
  const others = versions.filter(({ id }) => id !== after.id);
  const before = await pickVersion(others, vscode.l10n.t('Compare Versions (2/2): the one to compare with'));
  if (before === undefined) return;
  const ports = { history: () => Promise.resolve(history.store), readText: files.readText };
  await compareVersions(ports, { before: before.id, after: after.id });
}

async function pickVersion(versions: readonly Version[], title: string): Promise<Version | undefined> {
  const items = versions.map((version) => ({
    version,
    label: versionTitle(version, editorWording),
    description: version.tokens === null ? '' : vscode.l10n.t('{0} tokens', version.tokens.value),
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.version;
}

function noVersion(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'No version was named.',
    nextStep: 'Choose a version in the History view.',
  });
}

function noVersionsYet({ file }: SessionSubject): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: `The prompt in ${file} has no versions yet.`,
    nextStep: 'Run Optimize Prompt on it: its original is kept from then on.',
  });
}
