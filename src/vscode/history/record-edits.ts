import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import { describeError } from '../../core/errors.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { HistoryService } from '../history-service.ts';
import { subjectInDocument } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import { fileOf } from '../workspace-files.ts';

interface RecordEditsServices {
  readonly engine: Engine;
  readonly prompts: DocumentPrompts;
  readonly history: HistoryService;
  readonly log: vscode.LogOutputChannel;
}

/** Keeps what people change by hand in prompts that have a history, whenever they save the file. */
export function recordEditsOnSave(services: RecordEditsServices): vscode.Disposable {
  return vscode.workspace.onDidSaveTextDocument((document) => {
    if (!readSettings(document.uri).recordsEdits) return;
    recordEdits(services, document).catch((error: unknown) => {
      services.log.warn(`An edit by hand could not be kept in the history: ${describeError(error)}`);
    });
  });
}

async function recordEdits(
  { engine, prompts, history, log }: RecordEditsServices,
  document: vscode.TextDocument,
): Promise<void> {
  const file = fileOf(document.uri);
  const tracked = (await history.store.listPrompts()).filter((prompt) => prompt.file === file);
  if (tracked.length === 0) return;
  const ids = new Set(tracked.map(({ id }) => id));
  const { encoding } = readSettings(document.uri).run;
  const counter = await engine.counter(encoding);
  for (const site of await prompts.inDocument(document)) {
    const subject = subjectInDocument(document, { kind: 'site', site });
    const found = await prompts.findId(history.store, subject);
    if (found === null || !ids.has(found)) continue;
    const promptId = await prompts.identify(history.store, subject);
    const tokens = { value: counter.count(site.text), provenance: 'tokenizer', encoding } as const;
    const { origin } = await history.store.recordOriginal({ promptId, text: site.text, tokens });
    log.trace(`${file}: the text of a prompt on save is kept as ${origin}.`);
  }
  history.announceChange();
}
