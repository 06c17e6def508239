import * as vscode from 'vscode';
import { describeError } from '../core/errors.ts';
import type { LazyWorkbench } from './lazy-workbench.ts';
import { promptLanguageIds, type CommandId } from './manifest.ts';
import { readSettings, settingsSection } from './settings.ts';
import { translate } from './localise.ts';

/** Time without a movement of the cursor after which the item is brought up to date. */
const quietMs = 120;

/** One status bar item: tokens of the selection, or of the prompt under the cursor; hidden elsewhere. */
export function registerStatusBar(workbench: LazyWorkbench, log: vscode.LogOutputChannel): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('promptops.tokens', vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t('PromptOps Tokens');
  item.command = 'promptops.analyzePrompt' satisfies CommandId;
  let timer: NodeJS.Timeout | undefined;
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(workbench, item, log), quietMs);
  };
  schedule();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(schedule),
    vscode.window.onDidChangeTextEditorSelection(schedule),
    vscode.workspace.onDidChangeTextDocument(schedule),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsSection)) schedule();
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

async function update(
  workbench: LazyWorkbench,
  item: vscode.StatusBarItem,
  log: vscode.LogOutputChannel,
): Promise<void> {
  try {
    const editor = vscode.window.activeTextEditor;
    const shown = editor === undefined ? undefined : await countInEditor(workbench, editor);
    // The cursor may have gone elsewhere while the tokens were counted; a later update answers for it.
    if (editor !== vscode.window.activeTextEditor) return;
    show(item, shown);
  } catch (error) {
    log.warn(`The status bar could not count tokens: ${describeError(error)}`);
    item.hide();
  }
}

interface CountedText {
  readonly tokens: number;
  readonly encoding: string;
  readonly what: string;
}

async function countInEditor(
  workbench: LazyWorkbench,
  { document, selection }: vscode.TextEditor,
): Promise<CountedText | undefined> {
  const settings = readSettings(document.uri);
  if (!settings.statusBarEnabled) return undefined;
  const { encoding } = settings.run;
  if (!selection.isEmpty) {
    const text = document.getText(selection);
    return {
      tokens: await (await workbench.get()).countTokens(text, encoding),
      encoding,
      what: selectionText(),
    };
  }
  if (!promptLanguageIds.some((id) => id === document.languageId)) return undefined;
  const { countTokens, prompts } = await workbench.get();
  const offset = document.offsetAt(selection.active);
  const site = await prompts.underCursor(document, offset);
  if (site === undefined) return undefined;
  return { tokens: await countTokens(site.text, encoding), encoding, what: promptText(site.name) };
}

function selectionText(): string {
  return vscode.l10n.t('Tokens of the selected text');
}

function promptText(name: string | null): string {
  return name === null
    ? vscode.l10n.t('Tokens of the prompt under the cursor')
    : vscode.l10n.t('Tokens of the prompt {0}', name);
}

function show(item: vscode.StatusBarItem, counted: CountedText | undefined): void {
  if (counted === undefined) {
    item.hide();
    return;
  }
  const { tokens, encoding, what } = counted;
  const text = tokens === 1 ? translate('1 token') : translate('{0} tokens', tokens);
  item.text = `$(symbol-string) ${text}`;
  item.accessibilityInformation = { label: `${what}: ${text}` };
  item.tooltip = vscode.l10n.t('{0} ({1}). Click to analyze the prompt.', what, encoding);
  item.show();
}
