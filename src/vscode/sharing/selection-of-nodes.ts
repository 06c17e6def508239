import { PromptOpsError } from '../../core/errors.ts';
import { exportBundle, type BundleSelection } from '../../core/history/export-bundle.ts';
import type { HistoryStore } from '../../core/history/history-store.ts';
import { promptIdOf, versionIdOf } from '../history/history-nodes.ts';

/**
 * Nodes of the History view as a part of the history: files and prompts stand for all their versions. Null when there
 * are none.
 * @throws PromptOpsError `invalid-argument` when a version is not in this history.
 */
export async function selectionOfNodes(
  history: HistoryStore,
  nodes: readonly unknown[],
): Promise<BundleSelection | null> {
  const versionIds = nodes.flatMap((node) => versionIdOf(node) ?? []);
  const promptIds = nodes.flatMap((node) => (versionIdOf(node) === null ? promptIdsOf(node) : []));
  if (versionIds.length === 0 && promptIds.length === 0) return null;
  for (const id of versionIds) if ((await history.version(id)) === null) throw unknown();
  if (versionIds.length === 0) return { kind: 'prompts', promptIds: [...new Set(promptIds)] };
  const ofPrompts = await versionsOfPrompts(history, promptIds);
  return { kind: 'versions', versionIds: [...new Set([...versionIds, ...ofPrompts])] };
}

async function versionsOfPrompts(
  history: HistoryStore,
  promptIds: readonly string[],
): Promise<readonly string[]> {
  if (promptIds.length === 0) return [];
  const { prompts } = await exportBundle(history, { kind: 'prompts', promptIds }, new Date(0));
  return prompts.flatMap(({ versions }) => versions.map(({ id }) => id));
}

function promptIdsOf(node: unknown): readonly string[] {
  const id = promptIdOf(node);
  if (id !== null) return [id];
  if (typeof node !== 'object' || node === null || !('prompts' in node)) return [];
  return Array.isArray(node.prompts) ? node.prompts.flatMap((prompt) => promptIdOf(prompt) ?? []) : [];
}

function unknown(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'A version that was named is not in the history of this workspace.',
    nextStep: 'Choose versions in the History view.',
  });
}
