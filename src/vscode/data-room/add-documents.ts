import * as vscode from 'vscode';
import type { Dialogs } from '../models/dialogs.ts';
import { collectFiles } from './collect-files.ts';
import type { AddedFiles, DataRoom } from './data-room.ts';
import { describeRefusal } from './room-wording.ts';

/** Reasons that one message names; a folder can hold many files that are none. */
const mostReasons = 3;

/** Adds files and the documents of folders, and tells what could not be added. */
export async function addAndTell(
  { room, dialogs }: { readonly room: DataRoom; readonly dialogs: Dialogs },
  uris: readonly vscode.Uri[],
): Promise<void> {
  const { files, isCut } = await collectFiles(uris);
  const result = await room.addFiles(files);
  const message = describeAdded(result, isCut);
  // Nobody has to wait for somebody who reads a message.
  if (message !== '') void dialogs.tell(message);
}

/** What a person has to know; empty when all is as they wanted. The tree shows what was added. */
function describeAdded({ added, known, refused }: AddedFiles, isCut: boolean): string {
  const reasons = refused.slice(0, mostReasons).map(({ name, problem }) => describeRefusal(name, problem));
  const others = refused.length - reasons.length;
  return [
    ...reasons,
    ...(others > 0 ? [vscode.l10n.t('{0} other files were not added either.', others)] : []),
    ...(isCut ? [vscode.l10n.t('A folder has more than 100 documents: only the first were added.')] : []),
    ...(added.length === 0 && refused.length === 0 && known > 0
      ? [vscode.l10n.t('These files are in the data room already.')]
      : []),
    ...(added.length + known + refused.length === 0
      ? [vscode.l10n.t('No Markdown, text, PDF, JSON or YAML file was found there.')]
      : []),
  ].join(' ');
}
