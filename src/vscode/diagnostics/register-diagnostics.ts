import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { TextAnalyst } from '../text-analyst.ts';
import { createDocumentFindings } from './document-findings.ts';
import { registerFixActions } from './fix-actions.ts';
import { createPromptDiagnostics } from './prompt-diagnostics.ts';
import { registerPromptHover } from './prompt-hover.ts';

interface DiagnosticsServices {
  readonly engine: Engine;
  readonly analyst: TextAnalyst;
  readonly prompts: DocumentPrompts;
  readonly log: vscode.LogOutputChannel;
}

/** Everything that the rules say in the editor itself: problems, quick fixes and hovers. */
export function registerDiagnostics({
  engine,
  analyst,
  prompts,
  log,
}: DiagnosticsServices): vscode.Disposable {
  const findings = createDocumentFindings(prompts, analyst);
  return vscode.Disposable.from(
    findings,
    createPromptDiagnostics(findings, log),
    registerFixActions({ engine, findings }),
    registerPromptHover(findings),
  );
}
