import * as vscode from 'vscode';
import type { LazyWorkbench } from './lazy-workbench.ts';
import { promptLanguageIds, type CommandId } from './manifest.ts';
import type { PromptSummary } from './prompt-summary.ts';
import type { PromptAddress } from './resolve-target.ts';
import { readSettings, settingsSection } from './settings.ts';
import { translate } from './localise.ts';

type LensKind = 'tokens' | 'optimize' | 'test' | 'versions';

/** A lens above a prompt. Its text is filled in when it becomes visible. */
class PromptLens extends vscode.CodeLens {
  readonly kind: LensKind;
  readonly target: PromptAddress;

  constructor(range: vscode.Range, kind: LensKind, target: PromptAddress) {
    super(range);
    this.kind = kind;
    this.target = target;
  }
}

/** `312 tokens · Optimize · 4 versions` above every prompt. */
export function registerCodeLenses(workbench: LazyWorkbench): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document, token) => provideLenses(workbench, document, token),
    resolveCodeLens: (lens) => (lens instanceof PromptLens ? resolveLens(workbench, lens) : lens),
  };
  const selector = promptLanguageIds.map((language) => ({ language }));
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(selector, provider),
    workbench.onDidLoad(({ onDidChangeHistory }) => onDidChangeHistory(() => changed.fire())),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsSection)) changed.fire();
    }),
  );
}

async function provideLenses(
  workbench: LazyWorkbench,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
  const { codeLensEnabled, models } = readSettings(document.uri);
  if (!codeLensEnabled) return [];
  const canTest = models.engine !== 'rules' && models.tests !== '';
  const { prompts, sitesWithVersions } = await workbench.get();
  const sites = await prompts.inDocument(document);
  const known = await sitesWithVersions(document);
  if (token.isCancellationRequested) return [];
  return sites.flatMap((site) => {
    const position = document.positionAt(site.span.start);
    const range = new vscode.Range(position, position);
    const target = { uri: document.uri, offset: site.span.start };
    const kinds: readonly LensKind[] = [
      'tokens',
      'optimize',
      ...(canTest ? (['test'] as const) : []),
      ...(known.has(site) ? (['versions'] as const) : []),
    ];
    return kinds.map((kind) => new PromptLens(range, kind, target));
  });
}

async function resolveLens(workbench: LazyWorkbench, lens: PromptLens): Promise<vscode.CodeLens> {
  const { summarize } = await workbench.get();
  const { uri, offset } = lens.target;
  const summary = await summarize(uri, offset);
  // The document has changed meanwhile and new lenses are on their way.
  lens.command =
    summary === undefined ? { command: '', title: '' } : lensCommands[lens.kind](summary, lens.target);
  return lens;
}

const lensCommands = {
  tokens: ({ tokens, findings }, target) =>
    command('promptops.analyzePrompt', target, {
      title: tokens === 1 ? translate('1 token') : translate('{0} tokens', tokens),
      tooltip: analysisTitle(findings),
    }),
  optimize: (_, target) =>
    command('promptops.optimizePrompt', target, {
      title: vscode.l10n.t('Optimize'),
      tooltip: vscode.l10n.t('Rewrite this prompt with Proposer, Critic and Verifier'),
    }),
  test: (_, target) =>
    command('promptops.testPrompt', target, {
      title: vscode.l10n.t('Test'),
      tooltip: vscode.l10n.t('Run the configured test cases on this prompt'),
    }),
  versions: ({ versions }, target) =>
    command('promptops.history.reveal', target, {
      title: versionsTitle(versions),
      tooltip: vscode.l10n.t('Show this prompt in the History view'),
    }),
} satisfies Record<LensKind, (summary: PromptSummary, target: PromptAddress) => vscode.Command>;

function analysisTitle(findings: number | null): string {
  if (findings === null) return vscode.l10n.t('Analyze');
  return findings === 1 ? translate('Analyze: 1 finding') : translate('Analyze: {0} findings', findings);
}

function versionsTitle(versions: number | null): string {
  if (versions === null) return vscode.l10n.t('History unavailable');
  return versions === 1 ? translate('1 version') : translate('{0} versions', versions);
}

function command(
  id: CommandId,
  target: PromptAddress,
  text: { readonly title: string; readonly tooltip: string },
): vscode.Command {
  return { command: id, arguments: [target], ...text };
}
