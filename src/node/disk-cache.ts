import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { createMemoryCache, type AnswerCache } from '../core/models/cache.ts';
import type { ChatAnswer } from '../core/models/chat-model.ts';

export interface DiskCacheOptions {
  /** Made when it is missing; nothing else may be kept in it. */
  readonly folder: string;
  /** Most bytes of all entries together. */
  readonly capacity?: number;
  /** Told in one line what could not be read or written; the cache goes on without it. */
  readonly onProblem?: (problem: string) => void;
}

export interface DiskCache extends AnswerCache {
  /** Where the answers are. */
  readonly folder: string;
  clear(): Promise<void>;
  /** Resolves when everything that was set is on the disk. */
  flush(): Promise<void>;
}

const defaultCapacity = 200_000_000;

/** Entries are dropped until this share of the capacity is left, so that it does not happen at every write. */
const keptShare = 0.8;

const extension = '.json';

/**
 * Answers that outlive the process: one file for each, named by the hash of its request, so that the prompts themselves
 * are not on the disk twice. Files are written beside their place and moved, so that a process that is killed leaves a
 * whole entry or none; what is damaged all the same fails its checksum and counts as missing. What was used longest ago
 * is dropped first. Several processes may share a folder.
 */
export function createDiskCache(options: DiskCacheOptions): DiskCache {
  const { folder, capacity = defaultCapacity, onProblem = () => undefined } = options;
  const memory = createMemoryCache();
  const writes = new Set<Promise<void>>();
  /** Bytes of the folder as far as this process knows; null: not measured yet. */
  let size: number | null = null;
  const attempt = async (what: string, action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      onProblem(`The answer cache ${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const write = async (key: string, answer: ChatAnswer): Promise<void> => {
    const text = encodeEntry(key, answer);
    const bytes = Buffer.byteLength(text);
    if (bytes > capacity) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeWhole(fileOf(folder, key), text);
    size = size === null ? await measure(folder) : size + bytes;
    if (size > capacity) size = await dropOldest(folder, capacity * keptShare);
  };
  return {
    folder,
    get: (key) => memory.get(key) ?? readEntry(fileOf(folder, key), key, memory),
    set: (key, answer) => {
      const kept: ChatAnswer = withoutAllowance(answer);
      memory.set(key, kept);
      const writing = attempt('cannot be written', () => write(key, kept)).finally(() =>
        writes.delete(writing),
      );
      writes.add(writing);
    },
    clear: async () => {
      await Promise.all(writes);
      memory.clear();
      size = null;
      await attempt('cannot be cleared', () => rm(folder, { recursive: true, force: true }));
    },
    flush: async () => {
      await Promise.all(writes);
    },
  };
}

/** What an endpoint allowed when it answered says nothing about later. */
function withoutAllowance({ kind, text, usage, finishReason, latencyMs, source }: ChatAnswer): ChatAnswer {
  return { kind, text, usage, finishReason, latencyMs, source };
}

const answerSchema = z.object({
  kind: z.literal('answered'),
  text: z.string(),
  usage: z.nullable(
    z.object({ inputTokens: z.number(), cachedInputTokens: z.number(), outputTokens: z.number() }),
  ),
  finishReason: z.enum(['stop', 'unknown']),
  latencyMs: z.number(),
  source: z.enum(['model', 'cache']),
});

const entrySchema = z.object({
  version: z.literal(1),
  key: z.string(),
  sum: z.string(),
  answer: answerSchema,
});

function encodeEntry(key: string, answer: ChatAnswer): string {
  return JSON.stringify({ version: 1, key: hash(key), sum: hash(JSON.stringify(answer)), answer });
}

/** An entry that is missing, damaged or of another version is no entry. */
function decodeEntry(text: string, key: string): ChatAnswer | undefined {
  const entry = entrySchema.safeParse(parseJson(text));
  if (!entry.success) return undefined;
  const { sum, answer } = entry.data;
  return entry.data.key === hash(key) && sum === hash(JSON.stringify(answer)) ? answer : undefined;
}

async function readEntry(file: string, key: string, memory: AnswerCache): Promise<ChatAnswer | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    // Missing is the normal case, and a cache that cannot be read is an empty one.
    return undefined;
  }
  const answer = decodeEntry(text, key);
  if (answer === undefined) return undefined;
  memory.set(key, answer);
  const now = new Date();
  // The time of the file is when it was used last; another process may just have dropped it.
  await utimes(file, now, now).catch(() => undefined);
  return answer;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fileOf(folder: string, key: string): string {
  return path.join(folder, `${hash(key)}${extension}`);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(beside, text, { mode: 0o600 });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

interface Entry {
  readonly file: string;
  readonly bytes: number;
  readonly usedAtMs: number;
}

async function listEntries(folder: string): Promise<readonly Entry[]> {
  const names = await readdir(folder);
  const entries = await Promise.all(
    names.map(async (name): Promise<Entry | undefined> => {
      const file = path.join(folder, name);
      const found = await stat(file).catch(() => undefined);
      return found?.isFile() === true ? { file, bytes: found.size, usedAtMs: found.mtimeMs } : undefined;
    }),
  );
  return entries.filter((entry) => entry !== undefined);
}

async function measure(folder: string): Promise<number> {
  return (await listEntries(folder)).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Bytes that are left. */
async function dropOldest(folder: string, target: number): Promise<number> {
  const entries = [...(await listEntries(folder))].sort((a, b) => a.usedAtMs - b.usedAtMs);
  let left = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of entries) {
    if (left <= target) break;
    await unlink(file).catch(() => undefined);
    left -= bytes;
  }
  return left;
}
