import * as vscode from 'vscode';
import { assertNever, describeError } from '../../core/errors.ts';
import type { Finding, Severity } from '../../core/model.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';
import { promptLanguageIds } from '../manifest.ts';
import { cellDocumentsOf, openCellOf } from '../notebook-cells.ts';
import { readSettings, settingsSection } from '../settings.ts';
import type { DocumentFindings } from './document-findings.ts';
import { rangeOfFinding } from './finding-range.ts';
import { localise } from '../localise.ts';

/** Waiting for a pause in typing before the rules look again. */
const TYPING_PAUSE_MS = 400;

export const diagnosticSource = 'PromptOps';

/** Shows the findings inside the prompts of files with a tab as problems of the collection `PromptOps`. */
export function createPromptDiagnostics(
  findings: DocumentFindings,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(diagnosticSource);
  const timers = new Map<string, NodeJS.Timeout>();
  const schedule = (document: vscode.TextDocument, pauseMs: number): void => {
    if (!isLookedInto(document)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    const run = (): void => {
      timers.delete(key);
      void publish({ collection, findings, log }, document);
    };
    timers.set(key, setTimeout(run, pauseMs));
  };
  const scheduleAll = (): void => {
    for (const document of vscode.workspace.textDocuments) schedule(document, 0);
  };
  scheduleAll();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument((document) => schedule(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => schedule(document, TYPING_PAUSE_MS)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    vscode.window.tabGroups.onDidChangeTabs(() => {
      clearHidden(collection);
      for (const document of vscode.workspace.textDocuments)
        if (!collection.has(document.uri)) schedule(document, 0);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsSection)) scheduleAll();
    }),
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
}

/** The editor keeps documents in memory for minutes after their tab was closed. */
function clearHidden(collection: vscode.DiagnosticCollection): void {
  const shown = shownUris();
  const hidden: vscode.Uri[] = [];
  collection.forEach((uri) => {
    if (!shown.has(uri.toString())) hidden.push(uri);
  });
  for (const uri of hidden) collection.delete(uri);
}

function shownUris(): ReadonlySet<string> {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const uris = inputs.flatMap((input) => {
    if (input instanceof vscode.TabInputText) return [input.uri];
    if (input instanceof vscode.TabInputNotebook) return cellDocumentsOf(input.uri).map(({ uri }) => uri);
    return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
  });
  return new Set(uris.map((uri) => uri.toString()));
}

/** Old revisions and other read-only views of a file are nothing that one could mend. */
function isLookedInto({ uri, languageId }: vscode.TextDocument): boolean {
  const { scheme } = openCellOf(uri)?.notebook.uri ?? uri;
  const isEditable = scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
  return isEditable && promptLanguageIds.some((id) => id === languageId);
}

interface PublishServices {
  readonly collection: vscode.DiagnosticCollection;
  readonly findings: DocumentFindings;
  readonly log: vscode.LogOutputChannel;
}

async function publish(
  { collection, findings, log }: PublishServices,
  document: vscode.TextDocument,
): Promise<void> {
  try {
    const isEnabled = readSettings(document.uri).diagnosticsEnabled;
    const found = isEnabled ? await findings.inDocument(document) : [];
    // An edited document is looked at again after the pause; a closed one has no problems.
    if (found === undefined || !shownUris().has(document.uri.toString())) return;
    const diagnostics = found.flatMap(({ site, findings: all }) =>
      all.map((finding) => toDiagnostic(document, site, finding)),
    );
    collection.set(document.uri, diagnostics);
  } catch (error) {
    log.warn(`The problems of ${document.uri.toString()} could not be found: ${describeError(error)}`);
  }
}

/** A finding as the editor shows it. Its code is the rule's id, which says the same in every part of PromptOps. */
export function toDiagnostic(
  document: vscode.TextDocument,
  site: PromptSite,
  { span, message, severity, ruleId }: Finding,
): vscode.Diagnostic {
  const range = rangeOfFinding(document, site, span);
  const diagnostic = new vscode.Diagnostic(range, localise(message), toEditorSeverity(severity));
  diagnostic.source = diagnosticSource;
  diagnostic.code = ruleId;
  return diagnostic;
}

function toEditorSeverity(severity: Severity): vscode.DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return vscode.DiagnosticSeverity.Error;
    case 'warning':
      return vscode.DiagnosticSeverity.Warning;
    case 'information':
      return vscode.DiagnosticSeverity.Information;
    case 'hint':
      return vscode.DiagnosticSeverity.Hint;
    default:
      return assertNever(severity);
  }
}
