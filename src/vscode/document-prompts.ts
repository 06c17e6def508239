import * as vscode from 'vscode';
import type { Engine } from '../core/engine.ts';
import type { HistoryStore, IdentifyRequest } from '../core/history/history-store.ts';
import { findPrompts, findSitesAt, type FindPromptsOptions } from '../core/source/find-prompts.ts';
import type { PromptSite, ScanResult } from '../core/source/prompt-site.ts';
import { promptUnderCursor } from './prompt-under-cursor.ts';
import { resolveFile } from './workspace-files.ts';
import { foundPromptOf, subjectInDocument, type SessionSubject } from './session/session-subject.ts';

/** The prompts of open documents, scanned once for each version of a document. */
export interface DocumentPrompts extends vscode.Disposable {
  inDocument(document: vscode.TextDocument): Promise<readonly PromptSite[]>;
  /** The prompt that the cursor is in, or the only one that starts on its line. */
  underCursor(document: vscode.TextDocument, offset: number): Promise<PromptSite | undefined>;
  /** The literals around `offset`, prompts or not: what a person points at is one because they say so. */
  pointedAt(document: vscode.TextDocument, offset: number): Promise<readonly PromptSite[]>;
  /** The identifier of a prompt in the history; a prompt seen for the first time gets one. */
  identify(history: HistoryStore, subject: SessionSubject): Promise<string>;
  /** The same without a trace: null for a prompt that the history does not know. */
  findId(history: HistoryStore, subject: SessionSubject): Promise<string | null>;
}

interface CachedScan {
  readonly version: number;
  readonly result: Promise<ScanResult>;
}

export function createDocumentPrompts(engine: Engine): DocumentPrompts {
  const scans = new Map<string, CachedScan>();
  const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => scans.delete(uri.toString()));
  const scan = (document: vscode.TextDocument): Promise<ScanResult> => {
    const key = document.uri.toString();
    const known = scans.get(key);
    if (known?.version === document.version) return known.result;
    const result = findPrompts(scanOptions(engine, document));
    scans.set(key, { version: document.version, result });
    return result;
  };
  const inDocument = async (document: vscode.TextDocument): Promise<readonly PromptSite[]> =>
    (await scan(document)).prompts;
  const identity = async (subject: SessionSubject): Promise<IdentifyRequest> => {
    const document = await vscode.workspace.openTextDocument(subject.uri);
    const prompt = foundPromptOf(subject);
    const others = (await inDocument(document))
      .map((site) => foundPromptOf(subjectInDocument(document, { kind: 'site', site })))
      .filter(({ line, text }) => line !== prompt.line || text !== prompt.text);
    return { prompt, others, isFileGone };
  };
  return {
    inDocument,
    underCursor: async (document, offset) => promptUnderCursor(await inDocument(document), document, offset),
    pointedAt: (document, offset) =>
      findSitesAt(scanOptions(engine, document), { start: offset, end: offset }),
    identify: async (history, subject) => history.identify(await identity(subject)),
    findId: async (history, subject) => history.find(await identity(subject)),
    dispose: () => {
      closed.dispose();
      scans.clear();
    },
  };
}

function scanOptions({ parser }: Engine, document: vscode.TextDocument): FindPromptsOptions {
  return { path: document.uri.path, source: document.getText(), parser };
}

/** Whether a file of the history is not there any more. */
async function isFileGone(file: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(resolveFile(file));
    return false;
  } catch {
    return true;
  }
}
