import * as vscode from 'vscode';
import { rankInventory, type Ranked } from '../../core/inventory/inventory.ts';
import type { PromptEntry, SkippedFile } from './prompt-entry.ts';
import { findPromptFiles, isPromptFile } from './prompt-files.ts';
import { scanFile, type ScannedFile, type ScanServices } from './scan-file.ts';

/** How far the scan of the workspace is. */
export type ScanState =
  | { readonly kind: 'none' }
  | { readonly kind: 'scanning'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly files: number }
  | { readonly kind: 'cancelled'; readonly done: number; readonly total: number | null };

/** Files that are read or scanned at a time. */
const READERS = 4;

/** The prompts of the workspace: scanned on request, kept up to date from then on. */
export class WorkspaceInventory implements vscode.Disposable {
  readonly #services: ScanServices;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #files = new Map<string, ScannedFile>();
  #state: ScanState = { kind: 'none' };
  #cancellation: vscode.CancellationTokenSource | null = null;
  /** Settles when the scan that was asked for last has ended. */
  #previous: Promise<void> = Promise.resolve();
  /** The number of the scan that was asked for last. */
  #turn = 0;
  /** Fires at every scanned file: those who listen decide how often they look. */
  readonly onDidChange = this.#changed.event;

  constructor(services: ScanServices) {
    this.#services = services;
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }

  get state(): ScanState {
    return this.#state;
  }

  /** The prompts found so far, the one most worth a run first. */
  prompts(): readonly Ranked<PromptEntry>[] {
    return ranked([...this.#files.values()].flatMap(({ entries }) => entries));
  }

  skipped(): readonly SkippedFile[] {
    const skipped = [...this.#files.values()].flatMap((file) => file.skipped ?? []);
    return skipped.sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /**
   * Scans all files. A scan that is under way is ended first: its list of files may be older than the reason for this
   * one. Resolves when the scan has ended, was cancelled or was overtaken by a later one.
   */
  scan(): Promise<void> {
    this.cancel();
    this.#turn += 1;
    const turn = this.#turn;
    const scan = this.#previous.then(() => (turn === this.#turn ? this.#scanOnce() : undefined));
    // The next one starts whatever becomes of this one, which tells its own caller.
    this.#previous = scan.catch(() => undefined);
    return scan;
  }

  cancel(): void {
    this.#cancellation?.cancel();
  }

  /** Looks again into some files; files that are gone or not of interest are forgotten. */
  async update(uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris) {
      const key = uri.toString();
      if (await isPromptFile(uri)) this.#files.set(key, await scanFile(this.#services, uri));
      else this.#files.delete(key);
    }
    this.#changed.fire();
  }

  /** Forgets a file, or all files of a folder. True when there were any. */
  forget(uri: vscode.Uri): boolean {
    const gone = uri.toString();
    const keys = [...this.#files.keys()].filter((key) => key === gone || key.startsWith(`${gone}/`));
    for (const key of keys) this.#files.delete(key);
    if (keys.length > 0) this.#changed.fire();
    return keys.length > 0;
  }

  async #scanOnce(): Promise<void> {
    const cancellation = new vscode.CancellationTokenSource();
    this.#cancellation = cancellation;
    try {
      await this.#scanAll(cancellation.token);
    } finally {
      cancellation.dispose();
      this.#cancellation = null;
      // A scan that was cancelled or has failed is not under way any more.
      if (this.#state.kind === 'scanning') this.#setState({ ...this.#state, kind: 'cancelled' });
    }
  }

  async #scanAll(token: vscode.CancellationToken): Promise<void> {
    this.#setState({ kind: 'scanning', done: 0, total: null });
    const uris = await findPromptFiles(token);
    const total = uris.length;
    const left = uris.values();
    let done = 0;
    // All readers take from one list: while one waits for the thread, others read files.
    const readOn = async (): Promise<void> => {
      for (const uri of left) {
        if (token.isCancellationRequested) return;
        this.#files.set(uri.toString(), await scanFile(this.#services, uri));
        done += 1;
        this.#setState({ kind: 'scanning', done, total });
      }
    };
    await Promise.all(Array.from({ length: READERS }, readOn));
    if (token.isCancellationRequested) return;
    this.#keepOnly(uris);
    this.#setState({ kind: 'done', files: total });
  }

  #keepOnly(uris: readonly vscode.Uri[]): void {
    const kept = new Set(uris.map((uri) => uri.toString()));
    for (const key of this.#files.keys()) if (!kept.has(key)) this.#files.delete(key);
  }

  #setState(state: ScanState): void {
    this.#state = state;
    this.#changed.fire();
  }
}

/** The highest priority first; equal ones by place, so that the order never jumps. */
function ranked(entries: readonly PromptEntry[]): readonly Ranked<PromptEntry>[] {
  return [...rankInventory(entries)].sort(
    (a, b) => b.priority - a.priority || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line),
  );
}
