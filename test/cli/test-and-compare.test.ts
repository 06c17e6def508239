import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startScriptedServer, type Script } from '../support/scripted-server.ts';
import { buildCli } from './support/built-cli.ts';
import { makeFolder, outcomeOf, runCli, startCli, type CliOutcome } from './support/run-cli.ts';

const config = `
prompts: ['Capital of {{country}}?']
tests:
  - { description: France, vars: { country: France }, assert: [{ type: contains, value: Paris }] }
  - { vars: { country: Spain }, assert: [{ type: contains, value: Madrid }] }
  - { vars: { country: Peru }, assert: [{ type: javascript, value: 'process.exit(0)' }] }
`;

describe('promptops test and compare', function () {
  this.timeout(120_000);
  const { folder, remove } = makeFolder();
  before(async () => {
    await buildCli();
    write('tests.yaml', config);
    write('a.txt', 'Name the capital of {{country}}.');
    write('b.txt', 'Capital of {{country}}? One word.');
  });
  after(remove);

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }

  async function callWith(script: Script, args: readonly string[]): Promise<CliOutcome> {
    await using server = await startScriptedServer(script);
    return await runCli([...args, '--model', 'm', '--base-url', server.baseUrl], { folder });
  }

  const capitals: Script = ({ body: { messages } }) => {
    const text = messages.map(({ content }) => content).join('\n');
    return { kind: 'answer', text: text.includes('France') ? 'Paris' : 'Madrid' };
  };

  it('drafts cases that are marked as synthetic, runs them, and writes over no file', async () => {
    const cases = [
      {
        description: 'Usual',
        vars: [{ name: 'country', value: 'France' }],
        assert: [{ type: 'contains', value: 'Paris' }],
      },
      { description: 'A file', vars: [{ name: 'country', value: 'file:///etc/passwd' }], assert: [] },
    ];
    const drafter: Script = () => ({ kind: 'answer', text: JSON.stringify({ cases }) });
    const args = ['test', '--draft', '2', 'a.txt', '--out', 'drafted.yaml'];
    const drafted = await callWith(drafter, args);
    assert.equal(drafted.code, 0, drafted.stderr);
    const text = readFileSync(path.join(folder, 'drafted.yaml'), 'utf8');
    assert.match(text, /synthetic: true/);
    assert.doesNotMatch(text, /file:/);
    const again = await callWith(drafter, args);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /exists already/);
    const run = await callWith(capitals, ['test', 'drafted.yaml']);
    assert.equal(run.code, 0, run.stderr + run.stdout);
    const misplaced = await callWith(capitals, ['test', 'tests.yaml', '--out', 'x.yaml']);
    assert.equal(misplaced.code, 2);
    assert.match(misplaced.stderr, /--draft/);
  });

  it('passes, names what is left out, and writes a document and JUnit', async () => {
    const { code, stdout, stderr } = await callWith(capitals, [
      'test',
      'tests.yaml',
      '--json',
      '--junit',
      'out.xml',
    ]);
    assert.equal(code, 0, stderr);
    const document = JSON.parse(stdout) as {
      readonly summary: Readonly<Record<string, number>>;
      readonly prompts: readonly {
        readonly results: readonly { readonly status: string; readonly score: number }[];
      }[];
      readonly problems: readonly { readonly line: number; readonly effect: string }[];
    };
    assert.deepEqual(document.summary, {
      passed: 2,
      failed: 0,
      undecided: 0,
      'no-assertions': 0,
      missing: 0,
      'not-run': 0,
    });
    assert.deepEqual(
      document.prompts[0]?.results.map(({ status, score }) => [status, score]),
      [
        ['passed', 1],
        ['passed', 1],
      ],
    );
    assert.deepEqual(
      document.problems.map(({ line, effect }) => [line, effect]),
      [[6, 'case-left-out']],
    );
    const junit = readFileSync(path.join(folder, 'out.xml'), 'utf8');
    assert.match(junit, /<testsuites name="tests\.yaml" tests="3" failures="0" errors="0" skipped="1">/);
  });

  it('exits with 1 when a test fails', async () => {
    const { code, stdout } = await callWith(
      () => ({ kind: 'answer', text: 'Paris' }),
      ['test', 'tests.yaml'],
    );
    assert.equal(code, 1);
    assert.match(
      stdout,
      /✓ 1 {2}1\.00 {2}France\n {2}✗ 2 {2}0\.00 {2}country=Spain\n {6}contains: Expected the output to contain "Madrid"\./,
    );
    assert.match(stdout, /1 passed, 1 failed/);
  });

  it('exits with 3 when the provider fails: missing data, no failed test', async () => {
    const script: Script = () => ({ kind: 'status', status: 401 });
    const { code, stdout, stderr } = await callWith(script, ['test', 'tests.yaml']);
    assert.equal(code, 3, stdout);
    assert.match(stdout, /0 passed, 0 failed, 2 without an answer/);
    assert.match(stderr, /denies access/);
  });

  it('exits with 130 when it is cancelled', async () => {
    await using server = await startScriptedServer(() => ({ kind: 'hang', after: 'nothing' }));
    const child = startCli(['test', 'tests.yaml', '--model', 'm', '--base-url', server.baseUrl], { folder });
    const outcome = outcomeOf(child);
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    assert.equal((await outcome).code, 130);
  });

  it('compares by rules alone without a model, and on cases with one', async () => {
    const offline = await runCli(['compare', 'a.txt', 'b.txt', '--json'], { folder });
    const byRules = JSON.parse(offline.stdout) as { readonly tier: string; readonly cases: unknown };
    assert.deepEqual([byRules.tier, byRules.cases], ['E0', null]);
    const { code, stdout, stderr } = await callWith(capitals, [
      'compare',
      'a.txt',
      'b.txt',
      '--tests',
      'tests.yaml',
      '--json',
    ]);
    assert.equal(code, 0, stderr);
    const { tier, verdict, cases } = JSON.parse(stdout) as {
      readonly tier: string;
      readonly verdict: string;
      readonly cases: {
        readonly scored: number;
        readonly gain: number;
        readonly caveat: string;
        readonly pairs: unknown[];
      };
    };
    assert.deepEqual(
      [tier, verdict, cases.scored, cases.gain, cases.caveat, cases.pairs.length],
      ['E3', 'inconclusive', 2, 0, 'few-cases', 2],
    );
  });

  const bad: readonly (readonly [name: string, args: readonly string[], says: RegExp])[] = [
    ['a missing file', ['test', 'gone.yaml', '--model', 'm'], /gone\.yaml does not exist/],
    ['no model', ['test', 'tests.yaml'], /needs the name of a model.*Add --model/],
    ['broken YAML', ['test', 'broken.yaml', '--model', 'm'], /broken\.yaml:2:\d+: /],
    ['no prompts', ['test', 'empty.yaml', '--model', 'm'], /has no prompt that can be run/],
    [
      'only unknown assertions',
      ['test', 'unknown.yaml', '--model', 'm'],
      /no test that can be run\. unknown\.yaml:2:\d+: .*contian are not supported/,
    ],
    ['a link out of the folder', ['test', 'escape.yaml', '--model', 'm'], /leads out of the folder/],
    ['a path out of the folder', ['test', 'above.yaml', '--model', 'm'], /lies outside of the folder/],
    ['no repeats', ['test', 'tests.yaml', '--repeats', '0'], /whole number above 0/],
    ['standard input twice', ['compare', '-', '-'], /cannot be both prompts/],
    ['a model without tests', ['compare', 'a.txt', 'b.txt', '--model', 'm'], /nothing to run on/],
  ];
  for (const [name, args, says] of bad) {
    it(`exits with 2 for ${name}`, async () => {
      write('broken.yaml', 'prompts: [a]\ntests: ]');
      write('empty.yaml', 'tests: [{ vars: { a: b } }]');
      write('unknown.yaml', 'prompts: [a]\ntests: [{ assert: [{ type: contian, value: x }] }]');
      write('above.yaml', 'prompts: [file://../secret.txt]\ntests: [{ vars: { a: b } }]');
      write('escape.yaml', 'prompts: [file://link.txt]\ntests: [{ vars: { a: b } }]');
      write('../secret.txt', 'secret');
      try {
        symlinkSync('../secret.txt', path.join(folder, 'link.txt'));
      } catch (error) {
        assert.match(String(error), /EEXIST/);
      }
      const { code, stdout, stderr } = await runCli(args, { folder });
      assert.deepEqual([code, stdout, stderr.trimEnd().split('\n').length], [2, '', 1], stderr);
      assert.match(stderr, says);
    });
  }
});
