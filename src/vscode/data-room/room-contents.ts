import * as vscode from 'vscode';
import {
  refusedByName,
  type DocumentProblem,
  type DocumentReading,
} from '../../core/data-room/read-document.ts';
import { isPdf } from '../../core/data-room/room-document.ts';
import type { StoredDocument } from '../../core/data-room/stored-room.ts';
import { hashText, type RoomFiles } from '../../node/data-room/room-files.ts';
import { mostBytesOf } from '../../node/pdf/read-file.ts';

/** What can be had of a document now. */
export type DocumentContent =
  | { readonly kind: 'ready'; readonly text: string; readonly hash: string }
  /** The original is gone, or cannot be read. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly problem: DocumentProblem };

/** Reads documents, each again only when its file has changed. */
export interface RoomContents {
  readonly read: (document: StoredDocument) => Promise<DocumentContent>;
  readonly forget: (id: string) => void;
}

export function createRoomContents(files: Pick<RoomFiles, 'readText'>, readBytes: ReadBytes): RoomContents {
  const known = new Map<string, KnownContent>();
  return {
    read: async (document) => {
      const { id, origin } = document;
      if (origin.kind === 'pasted') {
        const text = await files.readText(id);
        return text === null ? missing : { kind: 'ready', text, hash: hashText(text) };
      }
      const uri = vscode.Uri.parse(origin.uri);
      const stamp = await stampOf(uri);
      if (stamp === null) return missing;
      const cached = known.get(id);
      if (cached?.stamp === stamp) return cached.content;
      const content = await readFile(uri, readBytes);
      known.set(id, { stamp, content });
      return content;
    },
    forget: (id) => void known.delete(id),
  };
}

/** Takes the bytes of a file in as a document. */
export type ReadBytes = (name: string, bytes: Uint8Array) => Promise<DocumentReading>;

/** A file as a document, with what else it tells about itself. */
export type FileContent =
  | (Extract<DocumentContent, { kind: 'ready' }> & { readonly title: string; readonly format: FileFormat })
  | Exclude<DocumentContent, { kind: 'ready' }>;

type FileFormat = StoredDocument['format'];

/** Reads one file as a document; a file that cannot be read is missing, never an error. */
export async function readFile(uri: vscode.Uri, readBytes: ReadBytes): Promise<FileContent> {
  const name = nameOf(uri);
  const byName = refusedByName(name);
  if (byName !== null) return { kind: 'refused', problem: byName };
  const bytes = await bytesOf(uri, mostBytesOf(name));
  if (bytes === 'missing') return missing;
  if (bytes === 'too-large') {
    return { kind: 'refused', problem: isPdf(name) ? 'pdf-too-large' : 'too-large' };
  }
  const reading = await readBytes(name, bytes);
  return reading.kind === 'read' ? { ...reading, kind: 'ready', hash: hashText(reading.text) } : reading;
}

async function bytesOf(uri: vscode.Uri, most: number): Promise<Uint8Array | 'missing' | 'too-large'> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > most ? 'too-large' : await vscode.workspace.fs.readFile(uri);
  } catch {
    // Gone, forbidden or a folder by now: the list shows it as missing.
    return 'missing';
  }
}

export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

interface KnownContent {
  readonly stamp: string;
  readonly content: DocumentContent;
}

const missing = { kind: 'missing' } as const;

async function stampOf(uri: vscode.Uri): Promise<string | null> {
  try {
    const { mtime, size, type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) === 0 ? null : `${mtime} ${size}`;
  } catch {
    return null;
  }
}
