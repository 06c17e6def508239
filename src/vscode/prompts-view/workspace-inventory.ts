import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import { rankInventory, type Ranked } from '../../core/inventory/inventory.ts';
import { createPacer } from '../pacer.ts';
import type { PromptEntry, SkippedFile } from './prompt-entry.ts';
import { findPromptFiles, isPromptFile } from './prompt-files.ts';
import { scanFile, type ScannedFile } from './scan-file.ts';

/** How far the scan of the workspace is. */
export type ScanState =
  | { readonly kind: 'none' }
  | { readonly kind: 'scanning'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly files: number }
  | { readonly kind: 'cancelled'; readonly done: number; readonly total: number | null };

interface InventoryServices {
  readonly engine: Engine;
  readonly log: vscode.LogOutputChannel;
}

/** A scan that is under way. */
interface RunningScan {
  readonly ended: Promise<void>;
  readonly cancellation: vscode.CancellationTokenSource;
}

/** The prompts of the workspace: scanned on request, kept up to date from then on. */
export class WorkspaceInventory implements vscode.Disposable {
  readonly #services: InventoryServices;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #files = new Map<string, ScannedFile>();
  #state: ScanState = { kind: 'none' };
  #running: RunningScan | null = null;
  /** Fires at every scanned file: those who listen decide how often they look. */
  readonly onDidChange = this.#changed.event;

  constructor(services: InventoryServices) {
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
    return [...this.#files.values()].flatMap(({ skipped }) => skipped ?? []);
  }

  /** Scans all files, or joins the scan that is under way. Resolves when it has ended or was cancelled. */
  scan(): Promise<void> {
    if (this.#running !== null) return this.#running.ended;
    const cancellation = new vscode.CancellationTokenSource();
    const ended = this.#scanAll(cancellation.token).finally(() => {
      cancellation.dispose();
      this.#running = null;
      // A scan that has failed is not under way any more.
      if (this.#state.kind === 'scanning') this.#setState({ ...this.#state, kind: 'cancelled' });
    });
    this.#running = { ended, cancellation };
    return ended;
  }

  cancel(): void {
    this.#running?.cancellation.cancel();
  }

  /** Looks again into some files; files that are gone or not of interest are forgotten. */
  async update(uris: readonly vscode.Uri[]): Promise<void> {
    const pace = createPacer();
    for (const uri of uris) {
      const key = uri.toString();
      if (await isPromptFile(uri)) this.#files.set(key, await scanFile({ ...this.#services, pace }, uri));
      else this.#files.delete(key);
      await pace();
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

  async #scanAll(token: vscode.CancellationToken): Promise<void> {
    this.#setState({ kind: 'scanning', done: 0, total: null });
    const pace = createPacer();
    const uris = await findPromptFiles(token);
    const total = uris.length;
    for (const [index, uri] of uris.entries()) {
      if (token.isCancellationRequested) break;
      this.#files.set(uri.toString(), await scanFile({ ...this.#services, pace }, uri));
      this.#setState({ kind: 'scanning', done: index + 1, total });
      await pace();
    }
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
