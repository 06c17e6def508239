import { describeError, PromptOpsError } from '../errors.ts';
import type { HistoryStore, TrackedPrompt, Version, VersionWithText } from './history-store.ts';

/** The file as restoring sees it; the host does both through the literal codec of the language. */
export interface PromptFiles {
  /** The text of the prompt as its file holds it now; null when the prompt is not found there any more. */
  readonly readText: (prompt: TrackedPrompt) => Promise<string | null>;
  /**
   * Writes `text` into the literal as one undo step.
   * @throws PromptOpsError when the text cannot be written, with the file unchanged.
   */
  readonly applyText: (prompt: TrackedPrompt, text: string) => Promise<void>;
}

export type RestoreResult =
  | { readonly kind: 'restored'; readonly version: Version }
  | { readonly kind: 'already-current'; readonly version: Version };

/**
 * Puts the text of a version back into its file. The text that stands there now and the intended edit are recorded
 * before the file is touched, and the file is read again afterwards: `restored` means that the text is really there.
 * @throws PromptOpsError when the version or the prompt is gone, or when the text could not be written.
 */
export async function restoreVersion(
  { history, files }: { readonly history: HistoryStore; readonly files: PromptFiles },
  versionId: string,
): Promise<RestoreResult> {
  const { prompt, version } = await findVersion(history, versionId);
  const current = await files.readText(prompt);
  if (current === null) throw promptGone(prompt);
  if (current === version.text) return { kind: 'already-current', version };
  await history.recordOriginal({ promptId: prompt.id, text: current });
  const restored = await history.recordRestored({ versionId });
  await writeChecked({ history, files }, { prompt, text: version.text, restored });
  return { kind: 'restored', version: restored };
}

/**
 * A version together with its prompt.
 * @throws PromptOpsError `history-unavailable` when the history does not hold it.
 */
export async function findVersion(
  history: HistoryStore,
  versionId: string,
): Promise<{ readonly prompt: TrackedPrompt; readonly version: VersionWithText }> {
  const version = await history.version(versionId);
  const prompts = version === null ? [] : await history.listPrompts();
  const prompt = prompts.find(({ id }) => id === version?.promptId);
  if (version === null || prompt === undefined) {
    throw new PromptOpsError({
      reason: 'history-unavailable',
      message: 'This version is not in the history any more.',
      nextStep: 'Refresh the History view and choose another one.',
    });
  }
  return { prompt, version };
}

async function writeChecked(
  { history, files }: { readonly history: HistoryStore; readonly files: PromptFiles },
  {
    prompt,
    text,
    restored,
  }: { readonly prompt: TrackedPrompt; readonly text: string; readonly restored: Version },
): Promise<void> {
  try {
    await files.applyText(prompt, text);
    if ((await files.readText(prompt)) !== text) throw notReadBack(prompt);
  } catch (error) {
    await history.markOutcome({ versionId: restored.id, outcome: 'refused', note: describeError(error) });
    throw error;
  }
  await history.markOutcome({ versionId: restored.id, outcome: 'applied' });
}

function promptGone(prompt: TrackedPrompt): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: `The prompt ${prompt.name ?? `of line ${prompt.line}`} is no longer in ${prompt.file}.`,
    nextStep: 'Copy the text of the version and paste it where you want it.',
  });
}

function notReadBack(prompt: TrackedPrompt): PromptOpsError {
  return new PromptOpsError({
    reason: 'not-expressible',
    message: `After writing, ${prompt.file} does not read back as the text of the version.`,
    nextStep: 'Undo the edit, then copy the text of the version by hand.',
  });
}
