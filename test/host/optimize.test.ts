import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import { closeAllEditors, extension, openNewFile, until } from './support/editor.ts';

/** What the same weak prompt looks like in each language, and where the cursor goes to be inside of it. */
const sources = {
  'agent.py':
    'import os\n\nSYSTEM_PROMPT = """Please make sure that you always answer in order to help {customer}.\n' +
    'You must not promise a refund.\n"""\n\nprint(SYSTEM_PROMPT.format(customer="Ada"))\n',
  'agent.ts':
    'export const systemPrompt = (customer: { name: string }): string =>\n' +
    '  `Please make sure that you always answer in order to help ${customer.name}.\n' +
    'You must not promise a refund.`;\n\nexport const other = 1;\n',
  'agent.go':
    'package agent\n\n// SystemPrompt opens every conversation.\nconst SystemPrompt = `Please make sure that you always answer in order to help %s.\n' +
    'You must not promise a refund.`\n',
  'Agent.java':
    'class Agent {\n  static final String SYSTEM_PROMPT = \n      "Please make sure that you always answer in order to help {customer}. "\n' +
    '      + "You must not promise a refund.";\n}\n',
  'agent.yaml':
    'name: support\nsystem_prompt: |\n  Please make sure that you always answer in order to help {{customer}}.\n' +
    '  You must not promise a refund.\nmodel: small\n',
} as const;

type Name = keyof typeof sources;

/** Only the wordy beginning changes; all else stays letter by letter. */
function expected(name: Name): string {
  return sources[name].replace(
    'Please make sure that you always answer in order to help',
    'Always answer to help',
  );
}

async function api(): Promise<PromptOpsApi> {
  return (await extension().activate()) as PromptOpsApi;
}

async function activeSession() {
  const { sessions } = await (await api()).workbench();
  const session = sessions.active();
  assert.ok(session, 'a session is there');
  return session;
}

function putCursorInside(editor: vscode.TextEditor): void {
  const position = editor.document.positionAt(editor.document.getText().indexOf('Please') + 3);
  editor.selection = new vscode.Selection(position, position);
}

async function lensesOf(uri: vscode.Uri): Promise<readonly vscode.CodeLens[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    50,
  );
  return lenses.filter(({ command }) => command?.command.startsWith('promptops.') === true);
}

describe('activation', () => {
  it('takes under 30 ms of its own work', async () => {
    const { activationMs } = await api();
    assert.ok(activationMs < 30, `${activationMs} ms`);
  });
});

describe('optimize, apply and undo', () => {
  afterEach(closeAllEditors);

  for (const name of Object.keys(sources) as Name[]) {
    it(`goes from the lens to the edited literal and back in ${name}`, async () => {
      const editor = await openNewFile(name, sources[name]);
      const { document } = editor;
      const lens = await until('the lens', async () =>
        (await lensesOf(document.uri)).find(({ command }) => command?.title === 'Optimize'),
      );
      await vscode.commands.executeCommand(
        'promptops.optimizePrompt',
        ...((lens.command?.arguments ?? []) as unknown[]),
      );
      assert.equal((await activeSession()).phase.name, 'result');
      await vscode.commands.executeCommand('promptops.apply');
      assert.equal(document.getText(), expected(name));

      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), sources[name], 'one undo step takes the whole edit back');
      await until(
        'the session to see the undo',
        async () => (await activeSession()).decision.status === 'undone',
      );

      await vscode.commands.executeCommand('redo');
      assert.equal(document.getText(), expected(name));
      await until(
        'the session to see the redo',
        async () => (await activeSession()).decision.status === 'applied',
      );
      await vscode.commands.executeCommand('promptops.undoOptimization');
      assert.equal(document.getText(), sources[name]);
    });

    it(`optimizes the prompt under the cursor in ${name}`, async () => {
      const editor = await openNewFile(name, sources[name]);
      putCursorInside(editor);
      await vscode.commands.executeCommand('promptops.optimizePrompt');
      const session = await activeSession();
      assert.ok(session.textToApply().startsWith('Always answer to help'));
    });
  }

  it('finds both versions in the history, written before the file', async () => {
    const editor = await openNewFile('kept.py', sources['agent.py']);
    putCursorInside(editor);
    await vscode.commands.executeCommand('promptops.optimizePrompt');
    await vscode.commands.executeCommand('promptops.apply');
    const { history, prompts } = await (await api()).workbench();
    const session = await activeSession();
    const id = await prompts.findId(history.store, session.subject);
    assert.ok(id !== null);
    const { versions } = await history.store.listVersions(id, { limit: 10 });
    assert.deepEqual(
      versions.filter(({ origin }) => origin !== 'candidate').map(({ origin, outcome }) => [origin, outcome]),
      [
        ['applied', 'applied'],
        ['original', null],
      ],
    );
  });

  it('refuses to write into a prompt that was edited meanwhile, and writes when only its surroundings were', async () => {
    const editor = await openNewFile('edited.py', sources['agent.py']);
    putCursorInside(editor);
    await vscode.commands.executeCommand('promptops.optimizePrompt');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# a comment above\n'));
    const session = await activeSession();
    const inside = editor.document.positionAt(editor.document.getText().indexOf('Please'));
    await editor.edit((edit) => edit.insert(inside, 'Hello. '));
    const edited = editor.document.getText();
    await until('the session to see the edit', () => session.decision.status === 'stale');
    await vscode.commands.executeCommand('promptops.apply');
    assert.equal(editor.document.getText(), edited);

    await editor.edit((edit) => edit.delete(new vscode.Range(inside, inside.translate(0, 'Hello. '.length))));
    await until('the session to be current again', () => session.decision.status === 'pending');
    await vscode.commands.executeCommand('promptops.apply');
    assert.equal(editor.document.getText(), `# a comment above\n${expected('agent.py')}`);
  });

  it('rewrites a selected part of a literal and leaves the rest alone', async () => {
    const editor = await openNewFile('selected.py', sources['agent.py']);
    const text = editor.document.getText();
    const start = text.indexOf('Please');
    const end = text.indexOf('You must');
    editor.selection = new vscode.Selection(
      editor.document.positionAt(start),
      editor.document.positionAt(end),
    );
    await vscode.commands.executeCommand('promptops.optimizeSelection');
    await vscode.commands.executeCommand('promptops.apply');
    assert.equal(editor.document.getText(), expected('agent.py'));
  });

  it('takes back single hunks and shows what is left', async () => {
    const editor = await openNewFile('agent.py', sources['agent.py']);
    putCursorInside(editor);
    await vscode.commands.executeCommand('promptops.optimizePrompt');
    const session = await activeSession();
    const whole = session.textToApply();
    await session.setHunk(0, false);
    const part = session.textToApply();
    assert.notEqual(part, whole);
    await session.setAllHunks(false);
    assert.throws(() => session.textToApply(), { reason: 'contract-broken' });
    await session.setAllHunks(true);
    assert.equal(session.textToApply(), whole);
  });

  it('says in the panel when there is nothing to improve', async () => {
    const editor = await openNewFile(
      'tidy.py',
      'SYSTEM_PROMPT = "Translate {text} to French. Return only the translation."\n',
    );
    const position = new vscode.Position(0, 25);
    editor.selection = new vscode.Selection(position, position);
    await vscode.commands.executeCommand('promptops.optimizePrompt');
    const { phase } = (await activeSession()).state();
    assert.ok(phase.name === 'result');
    assert.deepEqual([phase.report.changed, phase.action.canApply], [false, false]);
  });
});

describe('analyze', () => {
  it('shows quality, tokens and findings without rewriting', async () => {
    const editor = await openNewFile('agent.py', sources['agent.py']);
    putCursorInside(editor);
    await vscode.commands.executeCommand('promptops.analyzePrompt');
    const { phase } = (await activeSession()).state();
    assert.ok(phase.name === 'analysis');
    assert.ok(phase.tokens.value > 10 && phase.findings.length >= 2);
    assert.deepEqual(phase.contract.placeholders, [{ text: '{customer}', kind: 'brace' }]);
    await closeAllEditors();
  });
});

describe('cancel', () => {
  it('ends a run on a very long prompt and keeps the best so far', async () => {
    const sentence = 'Please make sure that you always answer in order to help {customer} with item ';
    const lines = Array.from({ length: 3000 }, (_, index) => `${sentence}${index}.`);
    const editor = await openNewFile('long.py', `SYSTEM_PROMPT = """${lines.join('\n')}\n"""\n`);
    const position = new vscode.Position(1, 5);
    editor.selection = new vscode.Selection(position, position);
    const running = vscode.commands.executeCommand('promptops.optimizePrompt');
    const { sessions } = await (await api()).workbench();
    const session = await until('the run', () => {
      const latest = sessions.active();
      return latest?.isRunning === true && latest.state().subject?.file === 'long.py' ? latest : undefined;
    });
    await vscode.commands.executeCommand('promptops.cancelRun');
    await running;
    assert.ok(session.phase.name === 'result');
    assert.equal(session.phase.report.stopReason, 'cancelled');
    await closeAllEditors();
  });
});
