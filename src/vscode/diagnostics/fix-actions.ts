import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import type { Finding } from '../../core/model.ts';
import type { FixedFinding } from '../../core/rules/apply-fixes.ts';
import type { CommandId } from '../manifest.ts';
import { promptLanguageIds } from '../manifest.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import type { DocumentFindings, PromptFindings } from './document-findings.ts';
import { planFix, planSafeFixes, type AnalyzedPrompt, type SafeFixes } from './plan-fix.ts';
import { toDiagnostic } from './prompt-diagnostics.ts';
import { localise } from '../localise.ts';

/** A rewrite that a code action offers: the whole new text of a prompt as it was read. */
export interface FixRequest {
  readonly subject: SessionSubject;
  readonly text: string;
}

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('promptops');

interface ActionServices {
  readonly engine: Engine;
  readonly findings: DocumentFindings;
}

/** Offers to mend findings inside prompts. Only what keeps the contract and can be written back is offered. */
export function registerFixActions(services: ActionServices): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    promptLanguageIds.map((language) => ({ language })),
    {
      provideCodeActions: (document, range, { only, triggerKind }, token) =>
        provideActions(services, {
          document,
          range,
          only,
          isInvoked: triggerKind === vscode.CodeActionTriggerKind.Invoke,
          token,
        }),
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] },
  );
}

interface ActionRequest {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  readonly only: vscode.CodeActionKind | undefined;
  /** A person has asked, not the editor by itself. */
  readonly isInvoked: boolean;
  readonly token: vscode.CancellationToken;
}

async function provideActions(
  services: ActionServices,
  { document, range, only, isInvoked, token }: ActionRequest,
): Promise<vscode.CodeAction[]> {
  const isAsked = (kind: vscode.CodeActionKind): boolean => only === undefined || only.contains(kind);
  if (!readSettings(document.uri).diagnosticsEnabled) return [];
  const { version } = document;
  const found = (await services.findings.inDocument(document)) ?? [];
  const actions: vscode.CodeAction[] = [];
  for (const prompt of found.filter((each) => touches(document, each, range))) {
    if (token.isCancellationRequested || document.version !== version) return [];
    if (isAsked(vscode.CodeActionKind.QuickFix)) {
      const fixes = await quickFixes(services.engine, document, prompt, range);
      actions.push(...fixes);
      // A light bulb at every word of a prompt would say nothing.
      if (fixes.length > 0 || isInvoked)
        actions.push(...(await fixAll(services.engine, document, prompt, vscode.CodeActionKind.QuickFix)));
    }
    // Source actions are for menus and for saving, which ask for them by name.
    if (only !== undefined && isAsked(fixAllKind))
      actions.push(...(await fixAll(services.engine, document, prompt, fixAllKind)));
  }
  return document.version === version ? actions : [];
}

function touches(document: vscode.TextDocument, { site }: PromptFindings, range: vscode.Range): boolean {
  const { start, end } = site.span;
  return (
    range.intersection(new vscode.Range(document.positionAt(start), document.positionAt(end))) !== undefined
  );
}

async function quickFixes(
  engine: Engine,
  document: vscode.TextDocument,
  prompt: PromptFindings,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  const actions: vscode.CodeAction[] = [];
  for (const finding of prompt.findings.filter(isFixable)) {
    const diagnostic = toDiagnostic(document, prompt.site, finding);
    if (diagnostic.range.intersection(range) === undefined) continue;
    const text = await offeredFix(engine, prompt, finding);
    if (text === null) continue;
    const action = createAction(titleOfFix(finding), vscode.CodeActionKind.QuickFix, { ...prompt, text });
    action.diagnostics = [diagnostic];
    action.isPreferred = finding.fix.risk === 'safe';
    actions.push(action);
  }
  return actions;
}

function isFixable(finding: Finding): finding is FixedFinding {
  return finding.fix !== null;
}

async function fixAll(
  engine: Engine,
  document: vscode.TextDocument,
  prompt: PromptFindings,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const fixes = await offeredFixes(engine, prompt, readSettings(document.uri).disabledRules);
  if (fixes === null) return [];
  const title = vscode.l10n.t('Fix all safe findings in this prompt ({0})', fixes.count);
  return [createAction(title, kind, { ...prompt, text: fixes.text })];
}

/** The editor asks at every move of the cursor; a version of a prompt is planned and encoded once. */
const knownFixes = new WeakMap<PromptFindings, Map<Finding, Promise<string | null>>>();
const knownSafeFixes = new WeakMap<PromptFindings, Promise<SafeFixes | null>>();

/** The text with a finding mended, if it keeps the contract and can be written back. */
function offeredFix(engine: Engine, prompt: PromptFindings, finding: FixedFinding): Promise<string | null> {
  const plan = async (): Promise<string | null> => {
    const text = planFix(analyzed(prompt), finding);
    return text !== null && (await canBeWritten(engine, prompt.subject, text)) ? text : null;
  };
  const known = knownFixes.get(prompt) ?? new Map<Finding, Promise<string | null>>();
  knownFixes.set(prompt, known);
  return remembered(known, finding, plan);
}

function offeredFixes(
  engine: Engine,
  prompt: PromptFindings,
  disabled: readonly string[],
): Promise<SafeFixes | null> {
  const plan = async (): Promise<SafeFixes | null> => {
    const fixes = planSafeFixes(analyzed(prompt), disabled);
    return fixes !== null && (await canBeWritten(engine, prompt.subject, fixes.text)) ? fixes : null;
  };
  return remembered(knownSafeFixes, prompt, plan);
}

function remembered<Key extends WeakKey, Value>(
  known: Pick<WeakMap<Key, Promise<Value>>, 'get'> & { set(key: Key, value: Promise<Value>): unknown },
  key: Key,
  compute: () => Promise<Value>,
): Promise<Value> {
  const value = known.get(key) ?? compute();
  known.set(key, value);
  return value;
}

function analyzed({ site, contract, findings }: PromptFindings): AnalyzedPrompt {
  return { prompt: site, contract, findings };
}

async function canBeWritten(engine: Engine, subject: SessionSubject, text: string): Promise<boolean> {
  return (await engine.encode(subject, text)).kind === 'written';
}

/** The edit is made by a command, which looks again whether the prompt still stands there as it was read. */
function createAction(
  title: string,
  kind: vscode.CodeActionKind,
  { subject, text }: FixRequest,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  const request: FixRequest = { subject, text };
  action.command = { command: 'promptops.applyFix' satisfies CommandId, title, arguments: [request] };
  return action;
}

function titleOfFix({ fix, ruleId }: FixedFinding): string {
  switch (fix.risk) {
    case 'safe':
      return vscode.l10n.t('{0} ({1})', localise(fix.title), ruleId);
    case 'moderate':
      return vscode.l10n.t('{0} ({1}, changes tone or emphasis)', localise(fix.title), ruleId);
    case 'bold':
      return vscode.l10n.t('{0} ({1}, changes the structure)', localise(fix.title), ruleId);
  }
}
