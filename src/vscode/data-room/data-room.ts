import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { DocumentProblem } from '../../core/data-room/read-document.ts';
import type { GroundingOptions } from '../../core/data-room/grounding.ts';
import {
  documentText,
  longestDocument,
  titleOfText,
  type RoomDocument,
} from '../../core/data-room/room-document.ts';
import { mostDocuments, type StoredDocument } from '../../core/data-room/stored-room.ts';
import type { EncodingName } from '../../core/model.ts';
import { hashText, type RoomFiles } from '../../node/data-room/room-files.ts';
import {
  createRoomContents,
  nameOf,
  readFile,
  type DocumentContent,
  type ReadBytes,
} from './room-contents.ts';
import type { RoomThread } from './room-thread.ts';

/** A document of the workspace as the tree shows it. */
export interface RoomEntry {
  readonly stored: StoredDocument;
  readonly content: DocumentContent;
  /** Of the text, in the encoding of the settings; null when there is no text. */
  readonly tokens: number | null;
}

/** What became of files that were to be added. */
export interface AddedFiles {
  readonly added: readonly StoredDocument[];
  /** Files that were documents already. */
  readonly known: number;
  readonly refused: readonly {
    readonly name: string;
    readonly problem: DocumentProblem | 'missing' | 'too-many';
  }[];
}

interface RoomPorts {
  readonly files: RoomFiles;
  readonly readBytes: ReadBytes;
  readonly thread: Pick<RoomThread, 'count' | 'select'>;
  /** Of the settings, as they are now. */
  readonly limits: () => { readonly encoding: EncodingName; readonly groundingTokens: number };
}

/** The documents of this workspace: the list, their texts as they are now, and what of them goes with runs. */
export class DataRoom implements vscode.Disposable {
  readonly #ports: RoomPorts;
  readonly #contents: ReturnType<typeof createRoomContents>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #list: Promise<readonly StoredDocument[]> | null = null;
  #changing: Promise<unknown> = Promise.resolve();
  readonly #tokens = new Map<string, number>();

  constructor(ports: RoomPorts) {
    this.#ports = ports;
    this.#contents = createRoomContents(ports.files, ports.readBytes);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** To be called when files may have changed: what is shown is read again. */
  refresh(): void {
    this.#changed.fire();
  }

  async documents(): Promise<readonly StoredDocument[]> {
    this.#list ??= this.#ports.files.load();
    return this.#list;
  }

  /** All documents with their texts; files that have changed are read again. */
  async entries(): Promise<readonly RoomEntry[]> {
    const entries: RoomEntry[] = [];
    for (const stored of await this.documents()) {
      const content = await this.#contents.read(stored);
      const tokens = content.kind === 'ready' ? await this.#count(content) : null;
      entries.push({ stored, content, tokens });
    }
    await this.#noteHashes(entries);
    return entries;
  }

  /** Documents with a text, for searching. */
  async texts(): Promise<readonly RoomDocument[]> {
    return toDocuments(await this.entries());
  }

  /** What goes with a run now. */
  async grounding(): Promise<GroundingOptions> {
    const entries = await this.entries();
    const documents = toDocuments(entries.filter(({ stored }) => stored.isOn));
    const { encoding, groundingTokens } = this.#ports.limits();
    return {
      documents,
      limitTokens: groundingTokens,
      select: (wanted) => this.#ports.thread.select(documents, { ...wanted, encoding }),
    };
  }

  async addFiles(uris: readonly vscode.Uri[]): Promise<AddedFiles> {
    return this.#change(async (documents) => {
      const added: StoredDocument[] = [];
      const refused: AddedFiles['refused'][number][] = [];
      const known = new Set(documents.flatMap(({ origin }) => (origin.kind === 'file' ? [origin.uri] : [])));
      const wanted = [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
      const fresh = wanted.filter((uri) => !known.has(uri.toString()));
      for (const uri of fresh) {
        const made = await this.#fromFile(uri, documents.length + added.length);
        if ('problem' in made) refused.push(made);
        else added.push(made);
      }
      const result = { added, known: wanted.length - fresh.length, refused };
      return { documents: [...documents, ...added], result };
    });
  }

  /** Null when the text is empty or too long. */
  async paste(raw: string, title?: string): Promise<StoredDocument | null> {
    const text = documentText(raw);
    if (text.trim() === '' || text.length > longestDocument) return null;
    return this.#change(async (documents) => {
      if (documents.length >= mostDocuments) return { documents, result: null };
      const named = boundTitle(title ?? titleOfText(text) ?? '');
      const format = /^#{1,6}\s/mu.test(text) ? 'markdown' : 'text';
      const origin = { kind: 'pasted' } as const;
      const stored: StoredDocument = { ...newDocument(named, text), format, origin };
      await this.#ports.files.writeText(stored.id, text);
      return { documents: [...documents, stored], result: stored };
    });
  }

  async update(
    ids: readonly string[],
    change: Partial<Pick<StoredDocument, 'title' | 'tags' | 'isOn'>>,
  ): Promise<void> {
    const kept = change.title === undefined ? change : { ...change, title: boundTitle(change.title) };
    await this.#change((documents) => ({
      documents: documents.map((document) =>
        ids.includes(document.id) ? { ...document, ...kept } : document,
      ),
      result: undefined,
    }));
  }

  /** Forgets documents; files that they were read from stay. */
  async remove(ids: readonly string[]): Promise<void> {
    await this.#change((documents) => ({
      documents: documents.filter(({ id }) => !ids.includes(id)),
      result: undefined,
    }));
    for (const id of ids) {
      this.#contents.forget(id);
      await this.#ports.files.removeText(id);
    }
  }

  async #fromFile(uri: vscode.Uri, count: number): Promise<StoredDocument | AddedFiles['refused'][number]> {
    const name = nameOf(uri);
    if (count >= mostDocuments) return { name, problem: 'too-many' };
    const content = await readFile(uri, this.#ports.readBytes);
    if (content.kind === 'missing') return { name, problem: 'missing' };
    if (content.kind === 'refused') return { name, problem: content.problem };
    const { text, title, format } = content;
    const origin = { kind: 'file', uri: uri.toString() } as const;
    return { ...newDocument(boundTitle(title), text), format, origin };
  }

  async #change<Result>(action: Change<Result>): Promise<Result> {
    const result = await this.#keep(action);
    this.#changed.fire();
    return result;
  }

  /** One change after another, each on the disk before it is true. */
  async #keep<Result>(action: Change<Result>): Promise<Result> {
    const step = this.#changing.then(async () => {
      const before = await this.documents();
      const { documents, result } = await action(before);
      if (documents !== before) await this.#ports.files.save(documents);
      this.#list = Promise.resolve(documents);
      return result;
    });
    this.#changing = step.catch(() => undefined);
    return step;
  }

  /** Keeps the hashes true to the files; nothing that is shown depends on them, so nothing is announced. */
  async #noteHashes(entries: readonly RoomEntry[]): Promise<void> {
    const changed = new Map<string, string>();
    for (const { stored, content } of entries) {
      if (content.kind !== 'ready') continue;
      if (content.hash !== stored.hash) changed.set(stored.id, content.hash);
    }
    if (changed.size === 0) return;
    await this.#keep((documents) => ({
      documents: documents.map((document) => ({
        ...document,
        hash: changed.get(document.id) ?? document.hash,
      })),
      result: undefined,
    }));
  }

  async #count({ text, hash }: Extract<DocumentContent, { kind: 'ready' }>): Promise<number> {
    const { encoding } = this.#ports.limits();
    const key = `${encoding} ${hash}`;
    const tokens = this.#tokens.get(key) ?? (await this.#ports.thread.count(text, encoding));
    this.#tokens.set(key, tokens);
    return tokens;
  }
}

type Change<Result> = (documents: readonly StoredDocument[]) => Promise<Changed<Result>> | Changed<Result>;

interface Changed<Result> {
  readonly documents: readonly StoredDocument[];
  readonly result: Result;
}

function newDocument(title: string, text: string): Omit<StoredDocument, 'format' | 'origin'> {
  return { id: randomUUID(), title, tags: [], isOn: true, hash: hashText(text) };
}

/** One line that a tree and a sentence can hold. */
function boundTitle(title: string): string {
  const line = title.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line === '' ? vscode.l10n.t('Untitled') : Array.from(line).slice(0, 120).join('');
}

function toDocuments(entries: readonly RoomEntry[]): readonly RoomDocument[] {
  return entries.flatMap(({ stored: { id, title, format, tags }, content }) =>
    content.kind === 'ready' ? [{ id, title, kind: format, tags, text: content.text }] : [],
  );
}
