import type * as vscode from 'vscode';
import type { TargetInFile } from '../../core/engine.ts';
import type { FoundPrompt } from '../../core/history/history-store.ts';
import { lineAt, nameOfTarget, promptOfTarget, spanOfTarget } from '../../core/target/prompt-target.ts';
import type { PromptTarget } from '../../core/target/prompt-target.ts';
import { languageOfDocument } from '../document-scans.ts';
import { openCellOf } from '../notebook-cells.ts';
import { fileOf } from '../workspace-files.ts';

/** A prompt in an open document, as it stood when a command asked for it. */
export interface SessionSubject extends TargetInFile {
  readonly uri: vscode.Uri;
  readonly languageId: string;
  /** The name of the notebook's cell that it stands in. */
  readonly cell?: string;
}

export function subjectInDocument(document: vscode.TextDocument, target: PromptTarget): SessionSubject {
  const language = languageOfDocument(document);
  const cell = openCellOf(document.uri);
  return {
    ...(cell === undefined ? {} : { cell: cell.name }),
    ...(language === null ? {} : { language }),
    uri: document.uri,
    languageId: document.languageId,
    path: document.uri.path,
    file: fileOf(document.uri),
    source: document.getText(),
    target,
  };
}

/** The subject as the history identifies prompts. */
export function foundPromptOf(subject: SessionSubject): FoundPrompt {
  const { target, source, file, languageId, cell } = subject;
  const around = cell === undefined ? [] : [cell];
  return {
    file,
    line: lineAt(source, spanOfTarget(target).start),
    symbolPath: (target.kind === 'text' ? around : [...around, ...target.site.symbolPath]).join('.'),
    name: nameOfTarget(target),
    form: target.kind === 'text' ? 'file' : target.site.form,
    language: languageId,
    text: target.kind === 'text' ? promptOfTarget(target).text : target.site.text,
  };
}
