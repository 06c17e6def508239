import * as vscode from 'vscode';
import type { Engine } from '../core/engine.ts';
import type { FoundPrompt, HistoryStore, IdentifyRequest } from '../core/history/history-store.ts';
import { findSitesAt } from '../core/source/find-prompts.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';
import { createDocumentScans, scanOptions } from './document-scans.ts';
import { cellDocumentsOf, openCellOf } from './notebook-cells.ts';
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
  /** How many versions each prompt of a document has. */
  countVersions(
    history: HistoryStore,
    document: vscode.TextDocument,
  ): Promise<ReadonlyMap<PromptSite, number>>;
}

export function createDocumentPrompts({ parser }: Engine): DocumentPrompts {
  const scans = createDocumentScans(parser);
  const inDocument = async (document: vscode.TextDocument): Promise<readonly PromptSite[]> =>
    (await scans.scan(document)).prompts;
  const foundIn = async (document: vscode.TextDocument): Promise<readonly FoundPrompt[]> =>
    (await inDocument(document)).map((site) =>
      foundPromptOf(subjectInDocument(document, { kind: 'site', site })),
    );
  const identity = async (subject: SessionSubject): Promise<IdentifyRequest> => {
    const document = await vscode.workspace.openTextDocument(subject.uri);
    const prompt = foundPromptOf(subject);
    const found = await Promise.all(documentsOfFile(document).map(foundIn));
    const others = found
      .flat()
      .filter(
        ({ line, text, symbolPath }) =>
          line !== prompt.line || text !== prompt.text || symbolPath !== prompt.symbolPath,
      );
    return { prompt, others, isFileGone };
  };
  return {
    inDocument,
    underCursor: async (document, offset) => promptUnderCursor(await inDocument(document), document, offset),
    pointedAt: (document, offset) =>
      findSitesAt(scanOptions(parser, document), { start: offset, end: offset }),
    identify: async (history, subject) => history.identify(await identity(subject)),
    findId: async (history, subject) => history.find(await identity(subject)),
    countVersions: async (history, document) => {
      const sites = await inDocument(document);
      const beside = documentsOfFile(document).filter((each) => each !== document);
      const all = await Promise.all(beside.map(foundIn));
      const own = await foundIn(document);
      if (own.length === 0) return new Map();
      const counts = await history.countVersions({ prompts: [...own, ...all.flat()], isFileGone });
      return new Map(sites.map((site, index) => [site, counts[index] ?? 0]));
    },
    dispose: () => {
      scans.dispose();
    },
  };
}

/** The documents that one file consists of: the cells of a notebook, else the document itself. */
function documentsOfFile(document: vscode.TextDocument): readonly vscode.TextDocument[] {
  const cell = openCellOf(document.uri);
  return cell === undefined ? [document] : cellDocumentsOf(cell.notebook.uri);
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
