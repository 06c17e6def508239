import type { DetectionSettings } from './detection/detection-settings.ts';
import { detectionOf, findPrompts, promptDirective, type FindPromptsOptions } from './find-prompts.ts';
import type { ScanResult } from './prompt-site.ts';
import { skipReason } from './skip-reason.ts';
import type { ParsedSource } from './source-parser.ts';

/** The scan of a file that is being edited. Its tree holds memory until the next scan takes it over. */
export interface OpenScan {
  readonly result: ScanResult;
  /** Null for files that are not parsed. */
  readonly parsed: ParsedSource | null;
  readonly detection: DetectionSettings;
}

/**
 * Scans the next text of an open file: parses and judges anew only what the edit can have changed. Takes over the tree
 * of the scan before.
 * @throws PromptOpsError `missing-resource`.
 */
export async function scanOpenFile(options: FindPromptsOptions, before: OpenScan | null): Promise<OpenScan> {
  const previous = before?.parsed ?? null;
  const { language, parser, path, source } = options;
  const detection = detectionOf(options);
  const isParsed =
    language !== undefined && language.grammar !== null && skipReason(source, language, path) === null;
  if (!isParsed) {
    previous?.dispose();
    return { result: await findPrompts(options), parsed: null, detection };
  }
  if (before === null || previous?.language !== language) {
    previous?.dispose();
    const parsed = await parser.parse(language, source);
    return { result: await findPrompts({ ...options, parsed }), parsed, detection };
  }
  // A comment anywhere in the file can make the scan look at more than sentences.
  const looksAlike =
    promptDirective.test(previous.source) === promptDirective.test(source) &&
    JSON.stringify(before.detection) === JSON.stringify(detection);
  const parsed = await parser.update(previous, source);
  const known = looksAlike ? { before: before.result } : {};
  return { result: await findPrompts({ ...options, parsed, ...known }), parsed, detection };
}
