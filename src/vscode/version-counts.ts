import type * as vscode from 'vscode';
import { describeError } from '../core/errors.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';
import type { DocumentPrompts } from './document-prompts.ts';
import type { HistoryService } from './history-service.ts';

/** How many versions the prompts of a document have; null when the history cannot be read. */
export type VersionCounts = ReadonlyMap<PromptSite, number> | null;

interface KnownCounts {
  readonly sites: readonly PromptSite[];
  readonly counts: Promise<VersionCounts>;
}

interface CountServices {
  readonly prompts: DocumentPrompts;
  readonly history: HistoryService;
  readonly log: vscode.LogOutputChannel;
}

/** Reads the history once for all lenses of a document, and again when one of the two has changed. */
export interface DocumentVersions extends vscode.Disposable {
  ofDocument(document: vscode.TextDocument): Promise<VersionCounts>;
}

export function createDocumentVersions({ prompts, history, log }: CountServices): DocumentVersions {
  let known = new WeakMap<vscode.TextDocument, KnownCounts>();
  const changed = history.onDidChange(() => (known = new WeakMap()));
  const count = async (document: vscode.TextDocument): Promise<VersionCounts> => {
    try {
      return await prompts.countVersions(history.store, document);
    } catch (error) {
      log.warn(`The history cannot be read: ${describeError(error)}`);
      return null;
    }
  };
  return {
    ofDocument: async (document) => {
      // The same scan gives the same list: another one means that the document has changed.
      const sites = await prompts.inDocument(document);
      const last = known.get(document);
      if (last?.sites === sites) return last.counts;
      const counts = count(document);
      known.set(document, { sites, counts });
      return counts;
    },
    dispose: () => {
      changed.dispose();
    },
  };
}
