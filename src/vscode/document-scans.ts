import * as vscode from 'vscode';
import type { DetectionSettings } from '../core/source/detection/detection-settings.ts';
import type { FindPromptsOptions } from '../core/source/find-prompts.ts';
import { languageOfEditorId, languageOfPath, type SourceLanguage } from '../core/source/languages.ts';
import { scanOpenFile, type OpenScan } from '../core/source/open-scan.ts';
import type { ScanResult } from '../core/source/prompt-site.ts';
import type { SourceParser } from '../core/source/source-parser.ts';
import { isCell } from './notebook-cells.ts';
import { readSettings } from './settings.ts';
import { pathInFolder } from './workspace-files.ts';

/** Scans of open documents: one for each version, each tree made out of the one before. */
export interface DocumentScans extends vscode.Disposable {
  scan(document: vscode.TextDocument): Promise<ScanResult>;
}

interface Scan {
  readonly version: number;
  readonly detection: DetectionSettings;
  readonly outcome: Promise<OpenScan>;
}

export function createDocumentScans(parser: SourceParser): DocumentScans {
  const scans = new Map<string, Scan>();
  const forget = (key: string): void => {
    void scans.get(key)?.outcome.then(disposeTree, () => undefined);
    scans.delete(key);
  };
  const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => forget(uri.toString()));
  return {
    scan: async (document) => {
      const key = document.uri.toString();
      const known = scans.get(key);
      const { detection } = readSettings(document.uri);
      const isKnown = known?.version === document.version && isSame(known.detection, detection);
      if (isKnown) return (await known.outcome).result;
      const options = scanOptions(parser, document);
      const outcome = next(known?.outcome, options);
      scans.set(key, { version: document.version, detection, outcome });
      return (await outcome).result;
    },
    dispose: () => {
      closed.dispose();
      for (const key of [...scans.keys()]) forget(key);
    },
  };
}

function isSame(one: DetectionSettings, other: DetectionSettings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** How a document is read: by its name, or by the language that the editor has given it. */
export function scanOptions(parser: SourceParser, document: vscode.TextDocument): FindPromptsOptions {
  const path = pathInFolder(document.uri);
  const language = languageOfDocument(document);
  const { detection } = readSettings(document.uri);
  return { path, source: document.getText(), parser, detection, ...(language === null ? {} : { language }) };
}

/** The language of a document; the name decides, and what has none goes by the editor's language. */
export function languageOfDocument(document: vscode.TextDocument): SourceLanguage | null {
  const byName = isCell(document.uri) ? null : languageOfPath(document.uri.path);
  return byName ?? languageOfEditorId(document.languageId);
}

/** The scan of the next version. It waits for the one before, whose tree it takes over. */
async function next(before: Promise<OpenScan> | undefined, options: FindPromptsOptions): Promise<OpenScan> {
  return scanOpenFile(options, (await before?.catch(() => null)) ?? null);
}

function disposeTree({ parsed }: OpenScan): void {
  parsed?.dispose();
}
