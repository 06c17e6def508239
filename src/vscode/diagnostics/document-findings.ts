import * as vscode from 'vscode';
import type { Contract } from '../../core/contract/contract.ts';
import type { Finding } from '../../core/model.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import { createPacer } from '../pacer.ts';
import { subjectInDocument, type SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import type { TextAnalyst } from '../text-analyst.ts';
import { shownFindings } from './shown-findings.ts';

/** What the rules say of one prompt of a document. */
export interface PromptFindings {
  readonly site: PromptSite;
  /** The prompt in the very text of the document that was read. */
  readonly subject: SessionSubject;
  readonly contract: Contract;
  readonly findings: readonly Finding[];
}

/** The findings of open documents, looked for once for each version of a document. */
export interface DocumentFindings extends vscode.Disposable {
  /** Undefined when the document was edited meanwhile: its offsets mean nothing any more. */
  inDocument(document: vscode.TextDocument): Promise<readonly PromptFindings[] | undefined>;
}

interface CachedFindings {
  readonly version: number;
  /** The settings that the result depends on. */
  readonly settings: string;
  readonly result: Promise<readonly PromptFindings[] | undefined>;
}

export function createDocumentFindings(prompts: DocumentPrompts, analyst: TextAnalyst): DocumentFindings {
  const cache = new Map<string, CachedFindings>();
  const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => cache.delete(uri.toString()));
  return {
    inDocument: async (document) => {
      const { version } = document;
      const key = document.uri.toString();
      const { disabledRules, detection } = readSettings(document.uri);
      const settings = JSON.stringify([disabledRules, detection]);
      const known = cache.get(key);
      const isKnown = known?.version === version && known.settings === settings;
      const result = isKnown ? known.result : analyzeDocument(prompts, analyst, document);
      cache.set(key, { version, settings, result });
      // A failure is told to those who asked; the next one asks anew.
      result.catch(() => cache.delete(key));
      const found = await result;
      return document.version === version ? found : undefined;
    },
    dispose: () => {
      closed.dispose();
      cache.clear();
    },
  };
}

async function analyzeDocument(
  prompts: DocumentPrompts,
  analyst: TextAnalyst,
  document: vscode.TextDocument,
): Promise<readonly PromptFindings[] | undefined> {
  const { version } = document;
  const isWanted = (): boolean => !document.isClosed && document.version === version;
  const { disabledRules } = readSettings(document.uri);
  const pace = createPacer();
  const found: PromptFindings[] = [];
  for (const site of await prompts.inDocument(document)) {
    await pace();
    const analysis = isWanted() ? await analyst.analyze(site, isWanted) : undefined;
    if (analysis === undefined || !isWanted()) return undefined;
    const subject = subjectInDocument(document, { kind: 'site', site });
    const findings = shownFindings(analysis.findings, disabledRules);
    found.push({ site, subject, contract: analysis.contract, findings });
  }
  return isWanted() ? found : undefined;
}
