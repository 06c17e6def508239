import * as vscode from 'vscode';
import type { SuiteProblem } from '../../core/evaluation/cases/config/case-suite.ts';
import { localise } from '../localise.ts';

/** What of the test cases cannot be used, as problems of the editor on their lines. */
export interface CaseProblems extends vscode.Disposable {
  /** Takes the place of what was shown before. `folder` is what the places are relative to. */
  show(folder: vscode.Uri, problems: readonly SuiteProblem[]): void;
}

export function createCaseProblems(): CaseProblems {
  const collection = vscode.languages.createDiagnosticCollection('promptops-tests');
  return {
    show: (folder, problems) => {
      collection.clear();
      for (const file of new Set(problems.map(({ place }) => place.file))) {
        const ofFile = problems.filter(({ place }) => place.file === file);
        collection.set(vscode.Uri.joinPath(folder, file), ofFile.map(toDiagnostic));
      }
    },
    dispose: () => collection.dispose(),
  };
}

function toDiagnostic({ place, message, effect }: SuiteProblem): vscode.Diagnostic {
  const start = new vscode.Position(place.line - 1, place.column - 1);
  const severity =
    effect === 'ignored' ? vscode.DiagnosticSeverity.Information : vscode.DiagnosticSeverity.Warning;
  // To the end of the line, however long it is.
  const range = new vscode.Range(start, start.translate(0, 10_000));
  const diagnostic = new vscode.Diagnostic(range, localise(message), severity);
  diagnostic.source = 'PromptOps';
  return diagnostic;
}
