import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import type { SessionSubject } from '../session/session-subject.ts';

/** Which suggestions about which prompt a person does not want to see again, for this workspace. */
export interface Dismissals {
  of(subject: SessionSubject): ReadonlySet<string>;
  set(subject: SessionSubject, change: { readonly id: string; readonly isDismissed: boolean }): Promise<void>;
}

const memoryKey = 'promptops.dismissedSuggestions';

/** Kept for one prompt, and prompts that are kept: the oldest make room. */
const mostOfPrompt = 200;
const mostPrompts = 500;

/** Keeps dismissals in the editor's memory of the workspace. */
export function createDismissals(memory: Pick<vscode.Memento, 'get' | 'update'>): Dismissals {
  const read = (): Readonly<Record<string, readonly string[]>> => readMemory(memory.get(memoryKey));
  return {
    of: (subject) => new Set(read()[keyOf(subject)]),
    set: async (subject, { id, isDismissed }) => {
      const { [keyOf(subject)]: known = [], ...others } = read();
      const rest = known.filter((each) => each !== id);
      const kept = isDismissed ? [...rest, id].slice(-mostOfPrompt) : rest;
      const prompts = Object.entries(others).slice(1 - mostPrompts);
      await memory.update(
        memoryKey,
        Object.fromEntries(kept.length === 0 ? prompts : [...prompts, [keyOf(subject), kept]]),
      );
    },
  };
}

/** A short name for a suggestion that may quote a whole page. */
export function shortId(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 20);
}

/** By file and name: a prompt that moves within its file, or whose text is edited, stays the same. */
function keyOf({ file, target }: SessionSubject): string {
  return shortId(JSON.stringify([file, target.kind === 'text' ? [] : target.site.symbolPath]));
}

function readMemory(value: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, ids]: [string, unknown]) => [
      key,
      Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [],
    ]),
  );
}
