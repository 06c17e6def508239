import { measureSite, rankInventory, type InventoryItem } from '../../core/inventory/inventory.ts';
import type { EncodingName } from '../../core/model.ts';
import {
  scanToText,
  toScannedLiteral,
  toScannedPrompts,
  type ScanDocument,
  type ScannedLiteral,
} from '../../core/report/scan-report.ts';
import { createCliEngine } from '../create-cli-engine.ts';
import { readDetection } from '../detection-settings.ts';
import { exitCodes, styleOf, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { isSkipped, scanFiles } from '../scan-files.ts';
import { describeSkip } from '../select-target.ts';
import type { SkippedFile } from '../walk-files.ts';

export interface ScanOptions {
  readonly encoding: EncodingName;
  readonly all: boolean;
  readonly json: boolean;
  /** Confidence from which a literal counts as a prompt, instead of the one that is set. */
  readonly threshold?: number;
}

/** `promptops scan PATH...`: the prompts of files and folders, the one most worth a run first. */
export async function runScan(
  paths: readonly string[],
  options: ScanOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const document = await scanPaths(paths, options, io);
  if (options.json) writeJson(io, document);
  else io.stdout.write(scanToText(document, styleOf(io), describeSkip));
  return exitCodes.done;
}

async function scanPaths(
  paths: readonly string[],
  { encoding, all, ...overrides }: ScanOptions,
  io: CommandIo,
): Promise<ScanDocument> {
  const engine = createCliEngine();
  const detection = await readDetection(io, overrides);
  const counter = await engine.counter(encoding);
  const items: InventoryItem[] = [];
  const skipped: SkippedFile[] = [];
  const literals: ScannedLiteral[] = [];
  let files = 0;
  for await (const scanned of scanFiles({ paths, includeAll: all, engine, detection, io })) {
    if (isSkipped(scanned)) {
      skipped.push(scanned);
      continue;
    }
    const { file, source, result } = scanned;
    files += 1;
    items.push(...result.prompts.map((site) => measureSite({ file, source, site }, counter)));
    literals.push(...(result.literals ?? []).map((literal) => toScannedLiteral(file, literal)));
  }
  const ranked = rankInventory(items).toSorted((a, b) => b.priority - a.priority);
  const prompts = toScannedPrompts(ranked, encoding);
  return { files, prompts, skipped, ...(all ? { literals } : {}) };
}
