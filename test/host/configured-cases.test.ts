import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { workspaceUri } from './support/editor.ts';
import {
  openPrompt,
  play,
  reportOf,
  runCommand,
  suiteOf,
  useScriptedTeam,
  useTests,
  workbench,
} from './support/case-team.ts';

describe('test cases in the editor, named by promptops.tests', function () {
  this.timeout(60_000);
  const scripted = useScriptedTeam();

  async function useSuite(name: string, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(workspaceUri(name), new TextEncoder().encode(text));
    await useTests(name);
    await play({});
  }

  it('measure a run by assertions at tier E3, by a judge at tier E2', async () => {
    for (const [expectation, tier] of [
      ['{ type: contains, value: yes }', 'E3'],
      ['{ type: llm-rubric, value: Says yes. }', 'E2'],
    ] as const) {
      await useSuite(`suite-${tier}.yaml`, suiteOf(30, expectation));
      await openPrompt(`measured-${tier}.py`);
      await runCommand('promptops.optimizePrompt');
      const { verdict, metrics, evidence } = await reportOf(`measured-${tier}.py`);
      assert.deepEqual([verdict, metrics.qualityGain.tier, evidence?.cases?.tier], ['improved', tier, tier]);
      assert.ok((metrics.qualityGain.interval?.[0] ?? 0) > 0);
    }
  });

  it('are named with their line where they cannot be used: in the report and among the problems', async () => {
    const suite = `${suiteOf(20, '{ type: contains, value: yes }')}  - vars: { customer: X }\n    assert:\n      - type: javascript\n        value: process.exit(1)\n`;
    await useSuite('partly.yaml', suite);
    await openPrompt('partly.py');
    await runCommand('promptops.optimizePrompt');
    const { evidence } = await reportOf('partly.py');
    assert.equal(evidence?.givenCases, 20);
    assert.match(evidence.sentences.join('\n'), /^partly\.yaml:24: .*javascript.*left out/mu);
    const problems = vscode.languages.getDiagnostics(workspaceUri('partly.yaml'));
    assert.deepEqual(
      problems.map(({ range, severity }) => [range.start.line, severity]),
      [[23, vscode.DiagnosticSeverity.Warning]],
    );
    assert.match(problems[0]?.message ?? '', /javascript/u);
  });

  it('stop a run before it spends anything when they cannot be read, and say what to mend', async () => {
    const refused: readonly (readonly [tests: string, text: string | null, message: RegExp])[] = [
      ['missing.yaml', null, /The setting promptops\.tests names missing\.yaml, which does not exist\./u],
      ['broken.yaml', 'tests:\n  - vars: { customer: X\n  - [', /^broken\.yaml:\d+:\d+: /u],
      [
        'useless.yaml',
        'tests:\n  - assert: [{ type: python, value: x }]\n',
        /no test that can be run\. useless\.yaml:2: /u,
      ],
      ['../outside.yaml', null, /promptops\.tests:1:1: \.\.\/outside\.yaml lies outside of the folder/u],
      ['/etc/hostname', null, /lies outside of the folder/u],
    ];
    for (const [tests, text, message] of refused) {
      if (text !== null) {
        await vscode.workspace.fs.writeFile(workspaceUri(tests), new TextEncoder().encode(text));
      }
      await useTests(tests);
      await play({});
      await openPrompt('unreadable.py');
      await assert.rejects(runCommand('promptops.optimizePrompt'), (error: Error) => {
        assert.match(error.message, message);
        assert.ok((error as { nextStep?: string }).nextStep);
        return true;
      });
    }
    assert.equal(scripted.requests().length, 0);
  });

  it('are not read through a link that leads out of the workspace', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
    try {
      writeFileSync(path.join(outside, 'cases.yaml'), suiteOf(20, '{ type: contains, value: yes }'));
      symlinkSync(path.join(outside, 'cases.yaml'), workspaceUri('linked.yaml').fsPath);
      await useTests('linked.yaml');
      await play({});
      await openPrompt('linked.py');
      await assert.rejects(runCommand('promptops.optimizePrompt'), /a link that leads out of the folder/u);
      assert.equal(scripted.requests().length, 0);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('that are for another prompt are left out and said to be; the run offers to draft its own', async () => {
    await useSuite(
      'others.yaml',
      'tests:\n  - { vars: { topic: tea }, assert: [{ type: contains, value: tea }] }\n',
    );
    await openPrompt('other.py');
    await runCommand('promptops.optimizePrompt');
    const { evidence } = await reportOf('other.py');
    assert.equal(evidence?.givenCases, 0);
    assert.match(
      evidence.sentences.join(' '),
      /None of the cases fits this prompt: they have no value for \{customer\}\./u,
    );
    const phase = (await workbench()).sessions.active()?.state().phase;
    assert.equal(phase?.name === 'result' && phase.casesOffer, 'placeholders');
  });
});
