import { createHash } from 'node:crypto';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Grounding, GroundingRequest } from '../../core/data-room/grounding.ts';
import type { DeskAnswer, DeskTask } from '../../core/data-room/reading-desk.ts';
import type { RoomDocument } from '../../core/data-room/room-document.ts';
import type { SectionHit } from '../../core/data-room/search-documents.ts';
import type { EncodingName } from '../../core/model.ts';
import { createAskingThread, type AskingThread } from '../../node/asking-thread.ts';

/** Long enough for somebody who searches and looks at what was found. */
const IDLE_MS = 60_000;

/** Megabytes of the thread's heap; an index of two million characters takes about fifty. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 32 };

/** Characters that are handed over in one message: copying them takes this thread about a millisecond. */
const MOST_AT_ONCE = 500_000;

/** What takes long with documents, done in a thread of its own, which is started on demand and ended when it is idle. */
export interface RoomThread {
  count(text: string, encoding: EncodingName): Promise<number>;
  /** Sections that match, the best first. */
  search(
    documents: readonly RoomDocument[],
    query: { readonly query: string; readonly most: number },
  ): Promise<readonly SectionHit[]>;
  select(documents: readonly RoomDocument[], wanted: WantedPassages): Promise<Grounding>;
  dispose(): void;
}

type WantedPassages = Pick<GroundingRequest, 'prompt' | 'limitTokens'> & { readonly encoding: EncodingName };

/** `folder` holds the bundles and the token tables. */
export function createRoomThread(folder: string, idleMs = IDLE_MS): RoomThread {
  const thread = createAskingThread<DeskTask, DeskAnswer>({
    file: path.join(folder, 'room-worker.cjs'),
    workerData: { resourcesFolder: folder },
    resourceLimits: HEAP_LIMITS,
    idleMs,
  });
  return {
    count: async (text, encoding) => {
      const answer = await thread.ask({ kind: 'count', text, encoding });
      return answer.kind === 'counted' ? answer.tokens : unexpected(answer);
    },
    search: async (documents, query) => {
      const answer = await askOf(thread, documents, (key) => ({ kind: 'search', key, ...query }));
      if (answer.kind !== 'found') return unexpected(answer);
      const byId = new Map(documents.map((document) => [document.id, document]));
      return answer.hits.flatMap(({ documentId, section, score }) => {
        const document = byId.get(documentId);
        return document === undefined ? [] : [{ document, section, score }];
      });
    },
    select: async (documents, wanted) => {
      const answer = await askOf(thread, documents, (key) => ({ kind: 'select', key, ...wanted }));
      return answer.kind === 'selected' ? answer.grounding : unexpected(answer);
    },
    dispose: () => thread.dispose(),
  };
}

/** Asks about documents; they are handed over when the thread does not have them. */
async function askOf(
  thread: AskingThread<DeskTask, DeskAnswer>,
  documents: readonly RoomDocument[],
  taskOf: (key: string) => DeskTask,
): Promise<DeskAnswer> {
  const key = await keyOf(documents);
  const answer = await thread.ask(taskOf(key));
  if (answer.kind !== 'unknown') return answer;
  await handOver(thread, key, documents);
  return thread.ask(taskOf(key));
}

async function handOver(
  thread: AskingThread<DeskTask, DeskAnswer>,
  key: string,
  documents: readonly RoomDocument[],
): Promise<void> {
  let isFirst = true;
  for (const batch of batchesOf(documents)) {
    await thread.ask({ kind: 'hold', key, isFirst, documents: batch });
    isFirst = false;
  }
}

/** At least one, also of no documents. */
function batchesOf(documents: readonly RoomDocument[]): readonly (readonly RoomDocument[])[] {
  const batches: RoomDocument[][] = [[]];
  let characters = 0;
  for (const document of documents) {
    characters += document.text.length;
    if (characters > MOST_AT_ONCE) {
      batches.push([]);
      characters = document.text.length;
    }
    batches.at(-1)?.push(document);
  }
  return batches;
}

/** The same for the same documents; others get their turn after each. */
async function keyOf(documents: readonly RoomDocument[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { id, title, tags, text } of documents) {
    hash.update(JSON.stringify([id, title, tags, text.length])).update(text);
    if (text.length > MOST_AT_ONCE / 10) await setImmediate();
  }
  return hash.digest('hex');
}

function unexpected({ kind }: DeskAnswer): never {
  throw new TypeError(`The thread of the data room has answered ${kind}.`);
}
