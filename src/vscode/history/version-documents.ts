import * as vscode from 'vscode';
import { debounced } from './debounced.ts';
import { editorWording } from './editor-wording.ts';
import { currentFileName, versionFileName } from './version-file-name.ts';
import { PromptOpsError } from '../../core/errors.ts';
import type { HistoryStore, TrackedPrompt, Version } from '../../core/history/history-store.ts';

/** The scheme of read-only documents that hold the text of a version. */
export const VERSION_SCHEME = 'promptops-version';

/** Waiting for a pause in typing before open current texts are read again. */
const TYPING_PAUSE_MS = 400;

export interface VersionDocumentPorts {
  readonly history: () => Promise<HistoryStore>;
  /** The text of a prompt as its file holds it now; null when it is not found there. */
  readonly readText: (prompt: TrackedPrompt) => Promise<string | null>;
}

/**
 * Read-only documents out of the history. The path is a name for people, and its ending decides on the language; the
 * query says which text it is, so that a tab still works after the window was reloaded.
 */
export class VersionDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #ports: VersionDocumentPorts;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #typing = debounced(TYPING_PAUSE_MS, () => this.#refreshCurrent());
  readonly #resources: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(ports: VersionDocumentPorts) {
    this.#ports = ports;
    this.#resources = vscode.Disposable.from(
      this.#changed,
      this.#typing,
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== VERSION_SCHEME) this.#typing.call(undefined);
      }),
    );
  }

  dispose(): void {
    this.#resources.dispose();
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { kind, id } = parseQuery(uri.query);
    const history = await this.#ports.history();
    if (kind === 'version') return (await history.version(id))?.text ?? missing();
    const prompt = (await history.listPrompts()).find((summary) => summary.id === id);
    return prompt === undefined ? missing() : ((await this.#ports.readText(prompt)) ?? missing());
  }

  /** The current text of a prompt follows what is typed in its file, while it is shown. */
  #refreshCurrent(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === VERSION_SCHEME && parseQuery(uri.query).kind === 'current') this.#changed.fire(uri);
    }
  }
}

export function versionUri(prompt: TrackedPrompt, version: Version): vscode.Uri {
  const path = `/${versionFileName(prompt, version, editorWording)}`;
  return vscode.Uri.from({ scheme: VERSION_SCHEME, path, query: `version=${version.id}` });
}

/** The decoded text of a prompt as it stands in its file now. */
export function currentTextUri(prompt: TrackedPrompt): vscode.Uri {
  const path = `/${currentFileName(prompt, editorWording)}`;
  return vscode.Uri.from({ scheme: VERSION_SCHEME, path, query: `current=${prompt.id}` });
}

function parseQuery(query: string): { readonly kind: 'version' | 'current'; readonly id: string } {
  const separator = query.indexOf('=');
  const kind = query.slice(0, separator) === 'current' ? 'current' : 'version';
  return { kind, id: query.slice(separator + 1) };
}

function missing(): never {
  throw new PromptOpsError({
    reason: 'history-unavailable',
    message: vscode.l10n.t('This version is not in the history any more.'),
    nextStep: vscode.l10n.t('Close this tab.'),
  });
}
