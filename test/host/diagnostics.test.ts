import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import { closeAllEditors, extension, openNewFile, until } from './support/editor.ts';

const PROMPT = 'Please answer in order to help {customer}. Answer the the question of {customer}.\\n';
const PYTHON = `# caf\u00e9 \ud83d\ude00\nSYSTEM_PROMPT = "You are a support agent.\\n${PROMPT}"\n\nOTHER = "Please in order to"\n`;

const settings = () => vscode.workspace.getConfiguration('promptops');

async function problemsOf(uri: vscode.Uri): Promise<readonly vscode.Diagnostic[]> {
  return until('problems', () => {
    const found = ownProblems(uri);
    return found.length > 0 && found;
  });
}

function ownProblems(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'PromptOps');
}

async function actionsAt(document: vscode.TextDocument, text: string, kind?: string) {
  const start = document.positionAt(document.getText().indexOf(text));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(start, start),
    ...(kind === undefined ? [] : [kind]),
  );
  return actions.filter(({ command }) => command?.command === 'promptops.applyFix');
}

async function run({ command }: vscode.CodeAction): Promise<void> {
  assert.ok(command);
  await vscode.commands.executeCommand(command.command, ...(command.arguments as unknown[]));
}

async function hoversAt(document: vscode.TextDocument, text: string): Promise<vscode.MarkdownString[]> {
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
}

describe('the problems of prompts', () => {
  afterEach(closeAllEditors);

  it('stand at the words of the source, behind escapes, with the rule as their code', async () => {
    const { document } = await openNewFile('problems.py', PYTHON);
    const found = await problemsOf(document.uri);
    const shown = found.map(({ range, code, severity }) => [document.getText(range), code, severity]);
    assert.deepEqual(
      shown.filter(([, code]) => code === 'PO002' || code === 'PO020'),
      [
        ['in order to', 'PO002', vscode.DiagnosticSeverity.Hint],
        ['the the', 'PO020', vscode.DiagnosticSeverity.Warning],
      ],
    );
    const end = document.getText().indexOf('OTHER');
    assert.ok(found.every(({ range }) => document.offsetAt(range.end) < end));
  });

  it('follow the text and go when the document is closed or they are switched off', async () => {
    const { document } = await openNewFile('follow.py', PYTHON);
    await problemsOf(document.uri);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('the the');
    edit.delete(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 4)));
    await vscode.workspace.applyEdit(edit);
    await until(
      'the doubled word to go',
      () => !ownProblems(document.uri).some(({ code }) => code === 'PO020'),
    );
    await settings().update('rules.disabled', ['PO002'], vscode.ConfigurationTarget.Workspace);
    await until(
      'the disabled rule to go',
      () => !ownProblems(document.uri).some(({ code }) => code === 'PO002'),
    );
    await settings().update('rules.disabled', undefined, vscode.ConfigurationTarget.Workspace);
    await until('the rule to be back', () => ownProblems(document.uri).some(({ code }) => code === 'PO002'));
    await settings().update('diagnostics.enabled', false, vscode.ConfigurationTarget.Workspace);
    await until('all to go', () => ownProblems(document.uri).length === 0);
    await settings().update('diagnostics.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    await problemsOf(document.uri);
    await closeAllEditors();
    await until('no problem of a closed file', () => ownProblems(document.uri).length === 0);
  });
});

describe('quick fixes inside prompts', () => {
  afterEach(closeAllEditors);

  it('mend one finding through the literal in one undo step', async () => {
    const { document } = await openNewFile('fix-one.py', PYTHON);
    const actions = await actionsAt(document, 'in order to help');
    const fix = actions.find(({ title }) => title.includes('(PO002)'));
    assert.ok(fix, actions.map(({ title }) => title).join('; '));
    assert.equal(fix.isPreferred, true);
    await run(fix);
    assert.equal(document.getText(), PYTHON.replace('in order to help', 'to help'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), PYTHON);
  });

  it('mend all safe findings of this prompt at once and of no other text', async () => {
    const { document } = await openNewFile('fix-all.py', PYTHON);
    const fix = (await actionsAt(document, 'in order to help')).find(({ title }) =>
      title.startsWith('Fix all safe findings in this prompt'),
    );
    assert.ok(fix);
    await run(fix);
    const after = document.getText();
    assert.ok(after.includes('Answer to help {customer}. Answer the question of {customer}.\\n"'), after);
    assert.ok(after.endsWith('\n\nOTHER = "Please in order to"\n'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), PYTHON);
    const [source] = await actionsAt(document, 'in order to help', 'source.fixAll');
    assert.equal(source?.kind?.value, 'source.fixAll.promptops');
  });

  it('do nothing to a prompt that was changed after they were offered', async () => {
    const { document } = await openNewFile('fix-stale.py', PYTHON);
    const [fix] = await actionsAt(document, 'in order to help');
    assert.ok(fix);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().indexOf('support')), 'new ');
    await vscode.workspace.applyEdit(edit);
    const changed = document.getText();
    await run(fix);
    assert.equal(document.getText(), changed);
  });

  it('find the prompt again when other lines were added above it', async () => {
    const { document } = await openNewFile('fix-moved.py', PYTHON);
    const fix = (await actionsAt(document, 'the the')).find(({ title }) => title.includes('(PO020)'));
    assert.ok(fix);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# a new line\n');
    await vscode.workspace.applyEdit(edit);
    await run(fix);
    assert.equal(document.getText(), `# a new line\n${PYTHON.replace('the the', 'the')}`);
  });

  it('are kept in the history like any rewrite and offered in TypeScript as well', async () => {
    const source =
      'export const systemPrompt = (name: string) =>\n' +
      '  `You are a support agent. Answer in order to help ${name}.\\n\\u0041nswer the the question.`;\n';
    const { document } = await openNewFile('fix.ts', source);
    const fix = (await actionsAt(document, 'the the')).find(({ title }) => title.includes('(PO020)'));
    assert.ok(fix);
    await run(fix);
    assert.equal(document.getText(), source.replace('the the', 'the'));
    const { history } = await ((await extension().activate()) as PromptOpsApi).workbench();
    const kept = (await history.store.listPrompts()).find(({ file }) => file === 'fix.ts');
    assert.equal(kept?.versionCount, 2);
  });

  it('mend every prompt of a file when it is saved, if a person wants that', async () => {
    const onSave = (value: object | undefined) =>
      vscode.workspace
        .getConfiguration('editor')
        .update('codeActionsOnSave', value, vscode.ConfigurationTarget.Workspace);
    await onSave({ 'source.fixAll.promptops': 'explicit' });
    try {
      const source = `${PYTHON}\nSECOND_PROMPT = "You are a support agent. Answer the the question in order to help."\n`;
      const { document } = await openNewFile('fix-on-save.py', source);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), '# typed\n');
      await vscode.workspace.applyEdit(edit);
      await vscode.commands.executeCommand('workbench.action.files.save');
      await until('the saved fixes', () => !document.isDirty && !document.getText().includes('the the'));
      assert.match(
        document.getText(),
        /SECOND_PROMPT = "You are a support agent\. Answer the question to help\."/u,
      );
      assert.ok(document.getText().includes('OTHER = "Please in order to"'));
    } finally {
      await onSave(undefined);
    }
  });

  it('are not offered outside of prompts', async () => {
    const { document } = await openNewFile('fix-outside.py', PYTHON);
    await problemsOf(document.uri);
    assert.deepEqual(await actionsAt(document, 'Please in order to"'), []);
  });
});

describe('hovers inside prompts', () => {
  afterEach(closeAllEditors);

  it('say why a rule matters and what a placeholder is, as plain text that can do nothing', async () => {
    const { document } = await openNewFile('hover.py', PYTHON);
    const [finding] = await until('the hover', async () => {
      const all = await hoversAt(document, 'in order to help');
      const own = all.filter(({ value }) => value.includes('Roundabout phrase'));
      return own.length > 0 && own;
    });
    assert.ok(finding && finding.isTrusted !== true && finding.supportHtml !== true);
    const placeholder = (await hoversAt(document, '{customer}')).find(({ value }) =>
      value.includes('customer'),
    );
    assert.ok(placeholder);
    assert.match(placeholder.value, /\*\*customer\*\*: placeholder in braces/u);
    assert.match(placeholder.value, /2 times/u);
  });

  it('are silent elsewhere', async () => {
    const { document } = await openNewFile('hover-outside.py', PYTHON);
    const texts = (await hoversAt(document, 'in order to"')).map(({ value }) => value);
    assert.ok(!texts.some((text) => text.includes('Roundabout')));
  });
});
