import type * as vscode from 'vscode';
import { describeError } from '../../core/errors.ts';

/** Where a key is after it was entered: kept by the editor, or only until this window closes. */
export type KeyPlace = 'kept' | 'session';

/** The keys of endpoints. Each belongs to the origin that it was entered for and is never given to another one. */
export interface ApiKeys {
  get(origin: string): Promise<string | null>;
  set(origin: string, key: string): Promise<KeyPlace>;
  /** Forgets the key of an origin; false when there was none. */
  clear(origin: string): Promise<boolean>;
  /** Origins that a key was entered for. */
  origins(): readonly string[];
  /** True where the person has said that no key is needed. */
  isKeyless(origin: string): boolean;
  setKeyless(origin: string): Promise<void>;
}

interface KeyHost {
  readonly secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>;
  /** Remembers which origins have keys, not the keys. */
  readonly memory: Pick<vscode.Memento, 'get' | 'update'>;
  readonly log: Pick<vscode.LogOutputChannel, 'warn'>;
}

const originsKey = 'promptops.keyOrigins';
const keylessKey = 'promptops.keylessOrigins';

/** Keys in the editor's secret storage. Where it keeps none (no keyring), they live in memory, and the caller is told. */
export function createApiKeys({ secrets, memory, log }: KeyHost): ApiKeys {
  const ofSession = new Map<string, string>();
  const listed = (list: string): readonly string[] => readOrigins(memory.get(list));
  const mark = async (list: string, origin: string, isThere: boolean): Promise<void> => {
    const others = listed(list).filter((other) => other !== origin);
    await memory.update(list, isThere ? [...others, origin] : others);
  };
  const remember = async (origin: string, hasKey: boolean): Promise<void> => {
    await mark(originsKey, origin, hasKey);
    await mark(keylessKey, origin, false);
  };
  const keep = async (origin: string, key: string): Promise<boolean> => {
    try {
      await secrets.store(secretName(origin), key);
      return (await secrets.get(secretName(origin))) === key;
    } catch (error) {
      log.warn(`The editor's secret storage keeps no key: ${describeError(error)}`);
      return false;
    }
  };
  return {
    get: async (origin) => ofSession.get(origin) ?? (await readSecret(secrets, origin, log)),
    set: async (origin, key) => {
      const isKept = await keep(origin, key);
      if (isKept) ofSession.delete(origin);
      else ofSession.set(origin, key);
      await remember(origin, true);
      return isKept ? 'kept' : 'session';
    },
    clear: async (origin) => {
      const wasThere = ofSession.delete(origin) || (await readSecret(secrets, origin, log)) !== null;
      await secrets.delete(secretName(origin));
      await remember(origin, false);
      return wasThere;
    },
    origins: () => [...new Set([...listed(originsKey), ...ofSession.keys()])],
    isKeyless: (origin) => listed(keylessKey).includes(origin),
    setKeyless: (origin) => mark(keylessKey, origin, true),
  };
}

function secretName(origin: string): string {
  return `promptops.apiKey:${origin}`;
}

async function readSecret(
  secrets: KeyHost['secrets'],
  origin: string,
  log: KeyHost['log'],
): Promise<string | null> {
  try {
    return (await secrets.get(secretName(origin))) ?? null;
  } catch (error) {
    log.warn(`The editor's secret storage cannot be read: ${describeError(error)}`);
    return null;
  }
}

function readOrigins(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
