import type { Quality } from '../model.ts';
import type { TokenCounter } from '../ports.ts';
import { createLineIndex } from '../report/line-index.ts';
import type { DetectionSettings } from '../source/detection/detection-settings.ts';
import { findPrompts } from '../source/find-prompts.ts';
import type { SkipReason } from '../source/prompt-site.ts';
import type { SourceParser } from '../source/source-parser.ts';
import { measureSite } from './inventory.ts';

/** A prompt of a file in plain data, so that it can be sent between threads. */
export interface PromptInFile {
  readonly name: string | null;
  readonly symbolPath: readonly string[];
  /** Counts from 1. */
  readonly line: number;
  readonly tokens: number;
  readonly quality: Quality;
  /** The rule of every finding, in order of place. */
  readonly ruleIds: readonly string[];
  /** The beginning of its text. */
  readonly preview: string;
  /** Why it is taken for a prompt, strongest evidence first. */
  readonly reasons: readonly string[];
}

/** What one file adds to an inventory. */
export interface FileInventory {
  readonly prompts: readonly PromptInFile[];
  /** Why the file was not looked into; null when it was. */
  readonly skipped: SkipReason | null;
}

export interface FileToList {
  readonly path: string;
  readonly source: string;
  readonly parser: SourceParser;
  readonly counter: TokenCounter;
  readonly detection?: DetectionSettings;
}

/** As much of a text as is kept of it. */
const PREVIEW_CHARACTERS = 600;

/**
 * Finds and measures the prompts of one file.
 * @throws PromptOpsError `missing-resource`.
 */
export async function inventoryOfFile(file: FileToList): Promise<FileInventory> {
  const { path, source, counter } = file;
  const { prompts: sites, skipped } = await findPrompts(file);
  const position = createLineIndex(source);
  const prompts = sites.map((site): PromptInFile => {
    const { tokens, quality, findings } = measureSite({ file: path, source, site }, counter);
    return {
      name: site.name,
      symbolPath: site.symbolPath,
      line: position(site.span.start).line,
      tokens,
      quality,
      ruleIds: findings.map(({ ruleId }) => ruleId),
      preview: site.text.slice(0, PREVIEW_CHARACTERS),
      reasons: site.reasons,
    };
  });
  return { prompts, skipped };
}
