import * as vscode from 'vscode';
import type { Engine } from '../core/engine.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';
import { shownFindings } from './diagnostics/shown-findings.ts';
import type { DocumentPrompts } from './document-prompts.ts';
import type { PromptAddress } from './resolve-target.ts';
import { readSettings } from './settings.ts';
import type { TextAnalyst } from './text-analyst.ts';
import type { DocumentVersions } from './version-counts.ts';

/** What the lenses of one prompt say. `versions` is null when the history cannot be read. */
export interface PromptSummary {
  readonly tokens: number;
  /** Null for a long text that is still to be read. */
  readonly findings: number | null;
  readonly versions: number | null;
}

interface SummaryServices {
  readonly engine: Engine;
  readonly analyst: TextAnalyst;
  readonly prompts: DocumentPrompts;
  readonly versions: DocumentVersions;
}

/** Measures the prompt that starts at an address; undefined when there is none any more. */
export async function summarizePrompt(
  services: SummaryServices,
  { uri, offset }: PromptAddress,
): Promise<PromptSummary | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const sites = await services.prompts.inDocument(document);
  const site = sites.find(({ span }) => span.start === offset);
  if (site === undefined) return undefined;
  const counts = await services.versions.ofDocument(document);
  const { run, disabledRules } = readSettings(uri);
  const counter = await services.engine.counter(run.encoding);
  const analysis = services.analyst.atOnce(site);
  return {
    tokens: counter.count(site.text),
    findings: analysis === undefined ? null : shownFindings(analysis.findings, disabledRules).length,
    versions: counts === null ? null : (counts.get(site) ?? 0),
  };
}

/** Those of a document's prompts that the history has versions of; none when it cannot be read. */
export async function findTrackedSites(
  { versions }: Pick<SummaryServices, 'versions'>,
  document: vscode.TextDocument,
): Promise<ReadonlySet<PromptSite>> {
  const counts = await versions.ofDocument(document);
  return new Set([...(counts ?? [])].filter(([, count]) => count > 0).map(([site]) => site));
}
