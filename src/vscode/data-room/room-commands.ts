import * as vscode from 'vscode';
import { documentEndings } from '../../core/data-room/room-document.ts';
import type { SectionHit } from '../../core/data-room/search-documents.ts';
import { parseTags, type StoredDocument } from '../../core/data-room/stored-room.ts';
import { PromptOpsError } from '../../core/errors.ts';
import { viewIds, type CommandId } from '../manifest.ts';
import { addAndTell } from './add-documents.ts';
import { uriOfDocument } from './pasted-documents.ts';
import type { RoomNode } from './room-node.ts';
import type { DataRoomView } from './room-view.ts';
import { mostHits, pickHit } from './search-room.ts';

export type DataRoomCommands = Readonly<
  Record<Extract<CommandId, `promptops.dataRoom.${string}`>, (...args: readonly unknown[]) => unknown>
>;

/** The handlers of the Data Room view's commands. */
export function createDataRoomCommands(view: DataRoomView): DataRoomCommands {
  return {
    'promptops.dataRoom.addFiles': () => addFiles(view),
    'promptops.dataRoom.addFolder': () => addFolder(view),
    'promptops.dataRoom.paste': () => paste(view),
    'promptops.dataRoom.search': () => search(view),
    'promptops.dataRoom.open': (node) => open(node),
    'promptops.dataRoom.rename': (node) => rename(view, requireDocuments(node)),
    'promptops.dataRoom.tag': (node, nodes) => tag(view, requireDocuments(node, nodes)),
    'promptops.dataRoom.remove': (node, nodes) => remove(view, requireDocuments(node, nodes)),
  };
}

async function addFiles(view: DataRoomView): Promise<void> {
  const uris = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: vscode.l10n.t('Add to Data Room'),
    filters: { [vscode.l10n.t('Documents')]: [...documentEndings] },
  });
  if (uris !== undefined) await addAndShow(view, uris);
}

async function addFolder(view: DataRoomView): Promise<void> {
  const uris = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: vscode.l10n.t('Add to Data Room'),
  });
  if (uris !== undefined) await addAndShow(view, uris);
}

async function addAndShow(view: DataRoomView, uris: readonly vscode.Uri[]): Promise<void> {
  await addAndTell(view, uris);
  await vscode.commands.executeCommand(`${viewIds.dataRoom}.focus`);
}

async function paste({ room, dialogs }: DataRoomView): Promise<void> {
  const stored = await room.paste(await vscode.env.clipboard.readText());
  if (stored === null) {
    throw invalid(
      vscode.l10n.t('The clipboard holds no text that could be a document.'),
      vscode.l10n.t('Copy the text and paste it again.'),
    );
  }
  const title = await dialogs.enter({
    title: vscode.l10n.t('Title of the Pasted Document'),
    value: stored.title,
    validateInput: titleProblem,
  });
  if (title !== undefined && title.trim() !== '') await room.update([stored.id], { title });
  await vscode.commands.executeCommand(`${viewIds.dataRoom}.focus`);
}

async function search({ room, product, thread }: DataRoomView): Promise<void> {
  const documents = [...(await room.texts()), ...(await product.read())];
  const hit = await pickHit((query) => thread.search(documents, { query, most: mostHits }));
  if (hit !== undefined) await openHit({ room, product }, hit);
}

/** Opens a document at the section that was found. */
export async function openHit(
  { room, product }: Pick<DataRoomView, 'room' | 'product'>,
  { document, section }: SectionHit,
): Promise<void> {
  const builtin = product.list.find(({ id }) => document.kind === 'builtin' && id === document.id);
  if (builtin !== undefined) {
    await showPreview(builtin.uri.with({ fragment: slugOf(section.headings.at(-1) ?? '') }));
    return;
  }
  const stored = (await room.documents()).find(({ id }) => id === document.id);
  if (stored === undefined) return;
  const shown = await vscode.workspace.openTextDocument(uriOfDocument(stored));
  // Offsets are those of the text with \n alone.
  const line = document.text.slice(0, section.span.start).split('\n').length - 1;
  const lines = section.text.trimEnd().split('\n').length;
  const end = shown.validatePosition(new vscode.Position(line + lines, 0));
  await vscode.window.showTextDocument(shown, {
    selection: new vscode.Range(line, 0, end.line, end.character),
  });
}

async function open(node: unknown): Promise<void> {
  if (!isRoomNode(node) || node.kind === 'group') throw noDocument();
  if (node.kind === 'product') {
    await showPreview(node.document.uri);
    return;
  }
  const { stored, content } = node.entry;
  if (content.kind === 'missing') {
    throw new PromptOpsError({
      reason: 'file-not-found',
      message: vscode.l10n.t('The file of {0} is gone.', stored.title),
      nextStep: vscode.l10n.t('Put it back, or remove the document.'),
    });
  }
  await vscode.window.showTextDocument(uriOfDocument(stored), { preview: true });
}

async function rename({ room, dialogs }: DataRoomView, [stored]: readonly StoredDocument[]): Promise<void> {
  if (stored === undefined) return;
  const title = await dialogs.enter({
    title: vscode.l10n.t('Rename Document'),
    value: stored.title,
    validateInput: titleProblem,
  });
  if (title !== undefined) await room.update([stored.id], { title });
}

async function tag({ room, dialogs }: DataRoomView, documents: readonly StoredDocument[]): Promise<void> {
  const tags = await dialogs.enter({
    title: vscode.l10n.t('Tag Document'),
    prompt: vscode.l10n.t('Tags, between commas; empty for none. Search finds documents by them.'),
    value: documents[0]?.tags.join(', ') ?? '',
  });
  if (tags === undefined) return;
  await room.update(
    documents.map(({ id }) => id),
    { tags: [...parseTags(tags)] },
  );
}

async function remove({ room, dialogs }: DataRoomView, documents: readonly StoredDocument[]): Promise<void> {
  const [first] = documents;
  if (first === undefined) return;
  const isPasted = documents.some(({ origin }) => origin.kind === 'pasted');
  const isConfirmed = await dialogs.confirm({
    message:
      documents.length === 1
        ? vscode.l10n.t('Remove {0} from the data room?', first.title)
        : vscode.l10n.t('Remove {0} documents from the data room?', documents.length),
    detail: isPasted
      ? vscode.l10n.t('Pasted texts are deleted. Files stay where they are.')
      : vscode.l10n.t('Files stay where they are.'),
    accept: vscode.l10n.t('Remove'),
  });
  if (isConfirmed) await room.remove(documents.map(({ id }) => id));
}

/** The documents that a command of the tree is about: the selection when the clicked one is part of it. */
function requireDocuments(node: unknown, nodes?: unknown): readonly StoredDocument[] {
  const chosen: readonly unknown[] = Array.isArray(nodes) && nodes.includes(node) ? nodes : [node];
  const documents = chosen.flatMap((each) =>
    isRoomNode(each) && each.kind === 'document' ? [each.entry.stored] : [],
  );
  if (documents.length === 0) throw noDocument();
  return documents;
}

function isRoomNode(value: unknown): value is RoomNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function titleProblem(title: string): string | undefined {
  return title.trim() === '' ? vscode.l10n.t('A document needs a title.') : undefined;
}

async function showPreview(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

/** The anchor that the Markdown preview gives a heading. */
function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/gu, '-');
}

function noDocument(): PromptOpsError {
  return invalid(vscode.l10n.t('No document was named.'), vscode.l10n.t('Choose one in the Data Room view.'));
}

function invalid(message: string, nextStep: string): PromptOpsError {
  return new PromptOpsError({ reason: 'invalid-argument', message, nextStep });
}
