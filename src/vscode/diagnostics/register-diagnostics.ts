import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import { createDocumentFindings } from './document-findings.ts';
import { registerFixActions } from './fix-actions.ts';
import { createPromptDiagnostics } from './prompt-diagnostics.ts';
import { registerPromptHover } from './prompt-hover.ts';

interface DiagnosticsServices {
  readonly engine: Engine;
  readonly prompts: DocumentPrompts;
  readonly log: vscode.LogOutputChannel;
}

/** Everything that the rules say in the editor itself: problems, quick fixes and hovers. */
export function registerDiagnostics({ engine, prompts, log }: DiagnosticsServices): vscode.Disposable {
  const findings = createDocumentFindings(prompts);
  return vscode.Disposable.from(
    findings,
    createPromptDiagnostics(findings, log),
    registerFixActions({ engine, findings }),
    registerPromptHover(findings),
  );
}
