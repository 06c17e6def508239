import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileInventory } from '../../../src/core/inventory/inventory-of-file.ts';
import { mayHoldPrompt } from '../../../src/core/inventory/may-hold-prompt.ts';
import { defaultDetection } from '../../../src/core/source/detection/detection-settings.ts';
import { createScanThread } from '../../../src/vscode/prompts-view/scan-thread.ts';

/** What this prints as JSON. */
export interface WorkspaceScan {
  readonly files: number;
  readonly characters: number;
  /** Files that the cheap look has ruled out. */
  readonly unparsed: number;
  readonly prompts: number;
  readonly skipped: number;
  readonly failed: number;
  readonly ms: number;
  readonly peakMb: number;
}

// A process that does nothing but scan the files whose paths it is told in a list, as the extension host does it: the
// cheap look here, the parse in the thread of the packaged extension, four files at a time, all results kept.
const [list = '', folder = ''] = process.argv.slice(2);
const READERS = 4;
const MOST_BYTES = 4_000_000;
const files = readFileSync(list, 'utf8').split('\n').filter(Boolean);
const thread = createScanThread(join(import.meta.dirname, '../../../dist'));
const found = new Map<string, FileInventory>();
const counts = { characters: 0, unparsed: 0, prompts: 0, skipped: 0, failed: 0 };

async function scan(path: string): Promise<void> {
  const file = join(folder, path);
  if (statSync(file).size > MOST_BYTES) return void (counts.skipped += 1);
  const source = new TextDecoder().decode(await readFile(file));
  counts.characters += source.length;
  if (!mayHoldPrompt(path, source)) return void (counts.unparsed += 1);
  try {
    found.set(path, await thread.scan({ path, source, encoding: 'o200k_base', detection: defaultDetection }));
  } catch (error) {
    counts.failed += 1;
    console.error(path, String(error));
  }
}

const before = performance.now();
const left = files.values();
const readOn = async (): Promise<void> => {
  for (const path of left) await scan(path);
};
await Promise.all(Array.from({ length: READERS }, readOn));
const ms = performance.now() - before;
thread.dispose();
for (const { prompts, skipped } of found.values()) {
  counts.prompts += prompts.length;
  // That a Markdown file is no prompt is nothing that is skipped.
  if (skipped === 'too-large' || skipped === 'minified' || skipped === 'binary') counts.skipped += 1;
}
const peakKb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
const result: WorkspaceScan = { ...counts, files: files.length, ms, peakMb: peakKb / 1024 };
console.log(JSON.stringify(result));
