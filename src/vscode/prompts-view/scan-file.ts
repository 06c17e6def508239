import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import { measureSite } from '../../core/inventory/inventory.ts';
import { mayHoldPrompt } from '../../core/inventory/may-hold-prompt.ts';
import { createLineIndex } from '../../core/report/line-index.ts';
import { findPrompts } from '../../core/source/find-prompts.ts';
import type { PromptSite, ScanResult } from '../../core/source/prompt-site.ts';
import { shownFindings } from '../diagnostics/shown-findings.ts';
import { readSettings } from '../settings.ts';
import { fileOf } from '../workspace-files.ts';
import type { PromptEntry, SkippedFile } from './prompt-entry.ts';

/** What one file adds to the inventory. */
export interface ScannedFile {
  readonly entries: readonly PromptEntry[];
  readonly skipped: SkippedFile | null;
}

interface ScanServices {
  readonly engine: Engine;
  /** To be awaited between steps, so that nothing holds the extension host up. */
  readonly pace: () => Promise<void>;
  readonly log: vscode.LogOutputChannel;
}

/** Parsing more than this at once would hold up the extension host for more than 50 ms. */
const MOST_BYTES = 256_000;

/** Looks for prompts in one file. A file that cannot be read is skipped with its reason, never an error. */
export async function scanFile(services: ScanServices, uri: vscode.Uri): Promise<ScannedFile> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MOST_BYTES) return skip(uri, 'too-large');
    const source = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    if (!mayHoldPrompt(uri.path, source)) return nothing;
    const result = await findPrompts({ path: uri.path, source, parser: services.engine.parser });
    const reason = reasonWorthTelling(result);
    if (reason !== null) return skip(uri, reason);
    return { entries: await measure(services, { uri, source, sites: result.prompts }), skipped: null };
  } catch (error) {
    services.log.warn(`${uri.toString()} could not be scanned: ${String(error)}`);
    return skip(uri, 'unreadable');
  }
}

const nothing: ScannedFile = { entries: [], skipped: null };

function skip(uri: vscode.Uri, reason: SkippedFile['reason']): ScannedFile {
  return { entries: [], skipped: { uri, file: fileOf(uri), reason } };
}

/** That a Markdown file is no prompt is nothing that a person has to know. */
function reasonWorthTelling({ skipped }: ScanResult): SkippedFile['reason'] | null {
  return skipped === 'not-a-prompt-file' || skipped === 'unsupported-language' ? null : skipped;
}

interface FoundSites {
  readonly uri: vscode.Uri;
  readonly source: string;
  readonly sites: readonly PromptSite[];
}

async function measure(
  { engine, pace }: ScanServices,
  { uri, source, sites }: FoundSites,
): Promise<readonly PromptEntry[]> {
  const { run, disabledRules } = readSettings(uri);
  const counter = await engine.counter(run.encoding);
  const file = fileOf(uri);
  const position = createLineIndex(source);
  const entries: PromptEntry[] = [];
  for (const site of sites) {
    await pace();
    const { tokens, quality, findings } = measureSite({ file, source, site }, counter);
    entries.push({
      uri,
      file,
      line: position(site.span.start).line,
      name: site.name,
      symbolPath: site.symbolPath,
      tokens,
      quality,
      findings: shownFindings(findings, disabledRules).length,
      preview: site.text.slice(0, PREVIEW_CHARACTERS),
      reasons: site.reasons,
    });
  }
  return entries;
}

const PREVIEW_CHARACTERS = 600;
