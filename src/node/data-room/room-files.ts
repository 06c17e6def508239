import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mostDocumentBytes } from '../../core/data-room/read-document.ts';
import { formatRoom, parseRoom, type StoredDocument } from '../../core/data-room/stored-room.ts';

/** The data room of a workspace on the disk: a list of documents, and the texts of those that were pasted. */
export interface RoomFiles {
  /** A damaged list is moved aside, and `onNotice` told. */
  readonly load: () => Promise<readonly StoredDocument[]>;
  /** Writes the list in one step; calls are done one after another. */
  readonly save: (documents: readonly StoredDocument[]) => Promise<void>;
  /** Null when there is none, or one too large. */
  readonly readText: (id: string) => Promise<string | null>;
  readonly writeText: (id: string, text: string) => Promise<void>;
  readonly removeText: (id: string) => Promise<void>;
}

export interface RoomFilesOptions {
  /** Made when it is missing. */
  readonly folder: string;
  /** Told, in whole sentences, what had to be moved aside. */
  readonly onNotice: (notice: string) => void;
}

export function createRoomFiles({ folder, onNotice }: RoomFilesOptions): RoomFiles {
  const list = path.join(folder, 'documents.json');
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(action: () => Promise<Value>): Promise<Value> => {
    const next = writing.then(action);
    // The next one is tried whatever becomes of this one, which tells its own caller.
    writing = next.catch(() => undefined);
    return next;
  };
  return {
    load: () =>
      inTurn(async () => {
        const text = await readIfThere(list);
        if (text === null) return [];
        const documents = parseRoom(text);
        if (documents !== null) return documents;
        onNotice(await setAside(list));
        return [];
      }),
    save: (documents) => inTurn(() => writeWhole(list, formatRoom(documents))),
    readText: (id) => readIfThere(textFile(folder, id)),
    writeText: (id, text) => inTurn(() => writeWhole(textFile(folder, id), text)),
    removeText: (id) => inTurn(() => rm(textFile(folder, id), { force: true })),
  };
}

/** SHA-256 of a text, in hexadecimal digits. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Ids are checked when a list is read; a name that leads out of the folder is refused here as well. */
function textFile(folder: string, id: string): string {
  const file = path.join(folder, `${id}.txt`);
  if (path.dirname(file) !== path.join(folder) || !/^[a-z0-9-]+$/u.test(id)) {
    throw new TypeError(`${id} is no id of a document.`);
  }
  return file;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    const { size } = await stat(file);
    return size > mostDocumentBytes ? null : await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function setAside(file: string): Promise<string> {
  const aside = `${file}.damaged-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
  await rename(file, aside);
  return `The list of the data room was damaged or written by a newer version. It was moved to ${aside}; add the documents again.`;
}

async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(beside, text, { mode: 0o600, flush: true });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
