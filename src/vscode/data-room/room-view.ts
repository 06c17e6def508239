import path from 'node:path';
import * as vscode from 'vscode';
import { createRoomFiles } from '../../node/data-room/room-files.ts';
import { readFileAsDocument } from '../../node/pdf/read-file.ts';
import { viewIds } from '../manifest.ts';
import { editorDialogs, type Dialogs } from '../models/dialogs.ts';
import { readSettings } from '../settings.ts';
import { showFailure } from '../show-failure.ts';
import { addAndTell } from './add-documents.ts';
import { DataRoom, type RoomEntry } from './data-room.ts';
import { createProductDocuments, type ProductDocuments } from './product-documents.ts';
import { createPastedDocuments } from './pasted-documents.ts';
import type { RoomNode } from './room-node.ts';
import { createRoomThread, type RoomThread } from './room-thread.ts';
import { RoomTree } from './room-tree.ts';
import { watchRoom } from './watch-room.ts';

/** The view `promptops.dataRoom` and the documents behind it. */
export interface DataRoomView extends vscode.Disposable {
  readonly room: DataRoom;
  readonly tree: RoomTree;
  readonly product: ProductDocuments;
  /** Searches where it holds nobody up. */
  readonly thread: Pick<RoomThread, 'search'>;
  /** Tests answer in a person's place. */
  dialogs: Dialogs;
}

interface DataRoomHost {
  readonly extensionUri: vscode.Uri;
  /** Where the workspace keeps what belongs to it. */
  readonly folder: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

export function createDataRoomView({ extensionUri, folder, log }: DataRoomHost): DataRoomView {
  const files = createRoomFiles({
    folder: path.join(folder.fsPath, 'data-room'),
    onNotice: (notice) => {
      log.warn(notice);
      void vscode.window.showWarningMessage(notice);
    },
  });
  const closing = new AbortController();
  const dist = vscode.Uri.joinPath(extensionUri, 'dist').fsPath;
  const thread = createRoomThread(dist);
  const reading = { folder: dist, signal: closing.signal };
  const room = new DataRoom({
    files,
    readBytes: (name, bytes) => readFileAsDocument(name, bytes, reading),
    thread,
    limits: readLimits,
  });
  const product = createProductDocuments(extensionUri);
  const add = (uris: readonly vscode.Uri[]): Promise<void> =>
    addAndTell({ room, dialogs: editorDialogs }, uris);
  const tree = new RoomTree({ room, product, add });
  const view = vscode.window.createTreeView<RoomNode>(viewIds.dataRoom, {
    treeDataProvider: tree,
    dragAndDropController: tree,
    canSelectMany: true,
  });
  const fail = (error: unknown): void => {
    if (!closing.signal.aborted) showFailure(error, log);
  };
  const describe = (): void => {
    room
      .entries()
      .then((entries) => describeView(view, entries))
      .catch(fail);
  };
  const resources = vscode.Disposable.from(
    room,
    tree,
    view,
    createPastedDocuments(room),
    watchRoom(room),
    { dispose: () => closing.abort() },
    thread,
    room.onDidChange(() => {
      tree.refresh();
      describe();
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) room.refresh();
    }),
    view.onDidChangeCheckboxState(({ items }) => switchDocuments(room, items).catch(fail)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('promptops')) room.refresh();
    }),
  );
  describe();
  return { room, tree, product, thread, dialogs: editorDialogs, dispose: () => void resources.dispose() };
}

async function switchDocuments(
  room: DataRoom,
  items: readonly (readonly [RoomNode, vscode.TreeItemCheckboxState])[],
): Promise<void> {
  for (const isOn of [true, false]) {
    const ids = items.flatMap(([node, state]) =>
      node.kind === 'document' && (state === vscode.TreeItemCheckboxState.Checked) === isOn
        ? [node.entry.stored.id]
        : [],
    );
    if (ids.length > 0) await room.update(ids, { isOn });
  }
}

function describeView(view: vscode.TreeView<RoomNode>, entries: readonly RoomEntry[]): void {
  const used = entries.filter(({ stored, content }) => stored.isOn && content.kind === 'ready');
  const tokens = used.reduce((sum, entry) => sum + (entry.tokens ?? 0), 0);
  const { groundingTokens, models } = readSettings();
  view.description =
    used.length === 0
      ? ''
      : vscode.l10n.t(
          '{0} used, up to {1} tokens a call',
          used.length,
          Math.min(tokens, groundingTokens).toLocaleString(vscode.env.language),
        );
  const isCut = tokens > groundingTokens;
  view.message = messageOf({
    count: entries.length,
    used: used.length,
    isModel: models.engine !== 'rules',
    cutTo: isCut ? groundingTokens : null,
  });
}

function readLimits() {
  const { run, groundingTokens } = readSettings();
  return { encoding: run.encoding, groundingTokens };
}

interface RoomUse {
  readonly count: number;
  readonly used: number;
  /** Whether runs ask a model. */
  readonly isModel: boolean;
  /** Tokens that go along when the documents have more; null when they go whole. */
  readonly cutTo: number | null;
}

/** What stands above the tree; an empty text is no message. */
function messageOf({ count, used, isModel, cutTo }: RoomUse): string {
  if (count === 0) {
    return vscode.l10n.t(
      'Add Markdown, text, PDF, JSON or YAML files with + or drop them here: glossaries, policies, schemas that your prompts should agree with.',
    );
  }
  if (used > 0 && !isModel) {
    return vscode.l10n.t('The rules engine uses no documents. Select a model to ground runs in them.');
  }
  return cutTo === null
    ? ''
    : vscode.l10n.t(
        'Longer than {0} tokens: the sections that match a prompt best go along. The setting “{1}” changes the limit.',
        cutTo.toLocaleString(vscode.env.language),
        'promptops.dataRoom.maxTokens',
      );
}
