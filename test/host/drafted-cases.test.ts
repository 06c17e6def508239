import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { readSettings } from '../../src/vscode/settings.ts';
import { questionOf } from '../support/scripted-team.ts';
import { until, workspaceUri } from './support/editor.ts';
import {
  answer,
  configure,
  isThere,
  openPrompt,
  play,
  reportOf,
  runCommand,
  team,
  textOf,
  useScriptedTeam,
  withControlBlocks,
  withoutPlaceholders,
  workbench,
} from './support/case-team.ts';

describe('test cases in the editor, drafted for a prompt', function () {
  this.timeout(60_000);
  const scripted = useScriptedTeam();

  it('are offered by a run without any, written beside the prompt, and decide the next run', async () => {
    const dialogs = await play({ count: '20', presses: 'Optimize With Them' });
    await openPrompt('drafted.py');
    await runCommand('promptops.optimizePrompt');
    const { sessions } = await workbench();
    const session = sessions.active();
    assert.ok(session);
    const { phase } = session.state();
    assert.equal(phase.name === 'result' && phase.casesOffer, 'placeholders');

    // What the button of the panel does with its prompt, too.
    await runCommand('promptops.draftTestCases');
    assert.match(
      dialogs.asked.join(),
      /12 take one call of tiny: about [\d,]+ tokens, at an unknown price\./u,
    );
    const name = 'drafted.SYSTEM_PROMPT.tests.yaml';
    const text = await textOf(name);
    const { tests } = parse(text) as { readonly tests: readonly { readonly metadata: unknown }[] };
    assert.equal(tests.length, 20);
    assert.ok(tests.every(({ metadata }) => JSON.stringify(metadata) === '{"synthetic":true}'));
    assert.match(
      dialogs.told.join('\n'),
      /^Drafted 20 synthetic test cases into drafted\.SYSTEM_PROMPT\.tests\.yaml/mu,
    );
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document.uri.path);
    assert.ok(
      shown.some((file) => file.endsWith(name)),
      shown.join(),
    );

    const report = await until('a run with the cases', () => {
      const active = sessions.active()?.phase;
      return active?.name === 'result' && (active.report.evidence?.givenCases ?? 0) > 0 && active.report;
    });
    assert.equal(readSettings(workspaceUri('drafted.py')).models.tests, name);
    assert.equal(report.evidence?.givenCases, 20);
    assert.deepEqual([report.verdict, report.metrics.qualityGain.tier], ['improved', 'E3']);
    assert.match(report.evidence.sentences.join(' '), /All 20 cases are synthetic/u);
    const after = sessions.active()?.state().phase;
    assert.equal(after?.name === 'result' && after.casesOffer, undefined);
  });

  it('never replace a file without being told to, and one undo brings it back', async () => {
    const name = 'again.SYSTEM_PROMPT.tests.yaml';
    await vscode.workspace.fs.writeFile(workspaceUri(name), new TextEncoder().encode('# Mine\n'));
    await openPrompt('again.py');
    await play({ count: '3', picks: 'Keep Both' });
    await runCommand('promptops.draftTestCases');
    assert.equal(await textOf(name), '# Mine\n');
    assert.match(await textOf('again.SYSTEM_PROMPT-2.tests.yaml'), /synthetic: true/u);

    await openPrompt('again.py');
    await play({ count: '4' });
    const unsaved = (await runCommand('promptops.draftTestCases')) as vscode.TextDocument;
    assert.equal(await textOf(name), '# Mine\n');
    assert.deepEqual([unsaved.isUntitled, unsaved.getText().includes('synthetic: true')], [true, true]);

    await openPrompt('again.py');
    await play({ count: '5', picks: 'Replace' });
    await runCommand('promptops.draftTestCases');
    assert.match(await textOf(name), /synthetic: true/u);
    await vscode.commands.executeCommand('undo');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), '# Mine\n');
  });

  it('are not asked for when the person gives up', async () => {
    await openPrompt('given-up.py');
    await play({});
    assert.equal(await runCommand('promptops.draftTestCases'), undefined);
    assert.equal(scripted.requests().length, 0);
    assert.equal(await isThere('given-up.SYSTEM_PROMPT.tests.yaml'), false);
  });

  it('need a model, and say which command chooses one', async () => {
    await configure({ engine: undefined });
    await openPrompt('no-model.py');
    await play({ count: '3' });
    await assert.rejects(runCommand('promptops.draftTestCases'), {
      reason: 'provider-failed',
      nextStep: 'Run Select Model.',
    });
  });

  it('leave no file behind when the model refuses or answers nonsense', async () => {
    for (const reply of [
      { kind: 'answer', text: '', refusal: 'I cannot help with that.' },
      { kind: 'answer', text: 'Sure! Here are your cases.' },
    ] as const) {
      scripted.play(() => reply);
      await openPrompt('refused.py');
      await play({ count: '3' });
      await assert.rejects(runCommand('promptops.draftTestCases'), { reason: 'provider-failed' });
      assert.equal(await isThere('refused.SYSTEM_PROMPT.tests.yaml'), false);
    }
  });

  it('are messages to a prompt without placeholders, which is then the message of the system', async () => {
    const dialogs = await play({ count: '20', presses: 'Optimize With Them' });
    await openPrompt('agent.py', withoutPlaceholders);
    scripted.play((request, index) =>
      questionOf(request) === 'rewrite'
        ? answer({
            prompt: 'You are a support agent. Answer politely. Never promise a refund.\n',
            reasons: [],
          })
        : team(request, index),
    );
    await runCommand('promptops.draftTestCases');
    const { prompts } = parse(await textOf('agent.SYSTEM_PROMPT.tests.yaml')) as {
      readonly prompts: string[];
    };
    const messages = JSON.parse(prompts[0] ?? '') as readonly {
      readonly role: string;
      readonly content: string;
    }[];
    assert.deepEqual([messages[0]?.role, messages[1]], ['system', { role: 'user', content: '{{input}}' }]);
    const report = await reportOf('agent.py');
    assert.equal(report.evidence?.givenCases, 20, dialogs.told.join());
    const [output] = scripted.requests().filter((request) => questionOf(request) === 'output');
    assert.deepEqual(
      output?.body.messages.map(({ role }) => role),
      ['system', 'user'],
    );
    assert.match(output.body.messages[1]?.content ?? '', /^Value \d+$/u);
  });

  it('are refused before anything is sent where only the program can fill the prompt in', async () => {
    await openPrompt('blocks.py', withControlBlocks);
    await play({ count: '3' });
    await assert.rejects(runCommand('promptops.draftTestCases'), { reason: 'invalid-tests' });
    assert.equal(scripted.requests().length, 0);
  });
});
