import * as vscode from 'vscode';
import type { Engine } from '../core/engine.ts';
import { describeError } from '../core/errors.ts';
import { critiqueByRules } from '../core/pcv/rules-engine/rules-critic.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';
import { shownFindings } from './diagnostics/shown-findings.ts';
import type { DocumentPrompts } from './document-prompts.ts';
import type { HistoryService } from './history-service.ts';
import type { PromptAddress } from './resolve-target.ts';
import { subjectInDocument, type SessionSubject } from './session/session-subject.ts';
import { readSettings } from './settings.ts';

/** What the lenses of one prompt say. `versions` is null when the history cannot be read. */
export interface PromptSummary {
  readonly tokens: number;
  readonly findings: number;
  readonly versions: number | null;
}

interface SummaryServices {
  readonly engine: Engine;
  readonly prompts: DocumentPrompts;
  readonly history: HistoryService;
  readonly log: vscode.LogOutputChannel;
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
  const { run, disabledRules } = readSettings(uri);
  const counter = await services.engine.counter(run.encoding);
  return {
    tokens: counter.count(site.text),
    findings: shownFindings(critiqueByRules(site).findings, disabledRules).length,
    versions: await countVersions(services, subjectInDocument(document, { kind: 'site', site })),
  };
}

/** Those of a document's prompts that the history has versions of; none when it cannot be read. */
export async function findTrackedSites(
  services: SummaryServices,
  document: vscode.TextDocument,
  sites: readonly PromptSite[],
): Promise<ReadonlySet<PromptSite>> {
  const tracked = new Set<PromptSite>();
  for (const site of sites) {
    const versions = await countVersions(services, subjectInDocument(document, { kind: 'site', site }));
    if (versions !== null && versions > 0) tracked.add(site);
  }
  return tracked;
}

async function countVersions(
  { prompts, history, log }: SummaryServices,
  subject: SessionSubject,
): Promise<number | null> {
  try {
    const id = await prompts.findId(history.store, subject);
    if (id === null) return 0;
    const known = (await history.store.listPrompts()).find((prompt) => prompt.id === id);
    return known?.versionCount ?? 0;
  } catch (error) {
    log.warn(`The history cannot be read: ${describeError(error)}`);
    return null;
  }
}
