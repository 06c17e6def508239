import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../core/errors.ts';
import { parseJsonc } from '../core/files/parse-jsonc.ts';
import type { DetectionSettings } from '../core/source/detection/detection-settings.ts';
import { parseDetectionSettings } from '../core/source/detection/detection-settings.ts';
import type { CommandIo } from './io.ts';

/** Where the editor keeps the settings of a folder: terminal and editor find the same prompts. */
const settingsFile = path.join('.vscode', 'settings.json');

/**
 * The settings `promptops.detection.*` of the working folder, with what the command line says instead.
 * @throws PromptOpsError `invalid-argument` when the file of the settings cannot be understood.
 */
export async function readDetection(
  { workingDirectory }: CommandIo,
  { threshold }: { readonly threshold?: number } = {},
): Promise<DetectionSettings> {
  const text = await readIfThere(path.join(workingDirectory, settingsFile));
  const values = text === null ? {} : parseSettings(text);
  const settings = parseDetectionSettings((name) => values[`promptops.detection.${name}`]);
  return threshold === undefined ? settings : { ...settings, threshold };
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    // Most folders have no settings; those that cannot be read hold for the editor alone.
    return null;
  }
}

function parseSettings(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = text.trim() === '' ? {} : parseJsonc(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw broken(cause);
  }
  throw broken(null);
}

function broken(cause: unknown): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: `${settingsFile.replaceAll('\\', '/')} is not valid JSON, so its detection settings are unknown.`,
    nextStep: 'Repair it, or run the command in another folder.',
    cause,
  });
}
