import assert from 'node:assert/strict';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runReportSchema, type RunReport } from '../../../src/core/report/run-report.ts';
import { wordySupportPrompt } from '../../support/sample-prompts.ts';
import { faults } from '../../support/faults.ts';
import { startScriptedServer, type Script } from '../../support/scripted-server.ts';
import { fieldsOf, roleOf } from '../../support/scripted-team.ts';
import { goodModel, tidyRewrite } from '../core/pcv/model-engine/run-model.ts';
import { buildCommandLine, type CommandLine, type Outcome } from './command-line.ts';

const key = 'sk-test-0123456789abcdef';

describe('promptops optimize --engine openai', () => {
  let commandLine: CommandLine;
  before(async () => {
    commandLine = await buildCommandLine();
  });
  after(() => commandLine[Symbol.asyncDispose]());

  async function optimizeWith(script: Script, options: readonly string[] = []): Promise<Outcome> {
    await using server = await startScriptedServer(script);
    return await commandLine.optimize(
      ['--engine', 'openai', '--base-url', server.baseUrl, '--model', 'tiny', ...options],
      { environment: { PROMPTOPS_API_KEY: key } },
    );
  }

  it('reports what the model has found and leaves the file alone', async () => {
    const outcome = await optimizeWith(goodModel, ['--json', '--max-calls', '5']);
    const report = reportOf(outcome);
    assert.deepEqual([outcome.code, outcome.stderr, outcome.file], [0, '', wordySupportPrompt]);
    assert.deepEqual(
      [report.engine, report.verdict, report.stopReason],
      ['openai', 'improved', 'budget-calls'],
    );
    assert.deepEqual([report.usage.calls, report.usage.costUsd], [5, null]);
  });

  it('gives the files of --ground to the model as data and says so in its report', async () => {
    const policy = path.join(commandLine.folder, 'policy.md');
    await writeFile(policy, '# Refund policy\n\nSupport never promises a refund.\n');
    await using server = await startScriptedServer(goodModel);
    const model = ['--engine', 'openai', '--base-url', server.baseUrl, '--model', 'tiny'];
    const outcome = await commandLine.optimize([...model, '--json', '--ground', policy, policy], {
      environment: { PROMPTOPS_API_KEY: key },
    });
    assert.equal(outcome.code, 0);
    const [request] = server.requests.filter((each) => roleOf(each) === 'proposer');
    assert.ok(request !== undefined);
    const text = '# Refund policy\n\nSupport never promises a refund.';
    assert.deepEqual(fieldsOf(request)['documents'], [{ title: 'Refund policy', section: '', text }]);
    assert.match(reportOf(outcome).evidence?.sentences.join(' ') ?? '', /Grounded in “Refund policy”/);
  });

  it('grounds a run in the text of a PDF file', async () => {
    const policy = path.join(import.meta.dirname, '..', '..', 'fixtures', 'pdf', 'policy.pdf');
    await using server = await startScriptedServer(goodModel);
    const model = ['--engine', 'openai', '--base-url', server.baseUrl, '--model', 'tiny'];
    const outcome = await commandLine.optimize([...model, '--json', '--ground', policy], {
      environment: { PROMPTOPS_API_KEY: key },
    });
    assert.deepEqual([outcome.code, outcome.stderr], [0, '']);
    const [request] = server.requests.filter((each) => roleOf(each) === 'proposer');
    assert.ok(request !== undefined);
    const documents = fieldsOf(request)['documents'] as readonly { title: string; text: string }[];
    assert.deepEqual(
      documents.map(({ title }) => title),
      ['policy.pdf'],
    );
    assert.match(
      documents[0]?.text ?? '',
      /paid within 30 days[^]*\fTerms[^]*permission to send an article back$/,
    );
  });

  it('asks each role at its own address, with its own key, and adds up what each costs', async () => {
    await using common = await startScriptedServer(goodModel);
    await using other = await startScriptedServer(goodModel);
    const outcome = await commandLine.optimize(
      [
        ...['--engine', 'openai', '--base-url', common.baseUrl, '--model', 'tiny', '--json', '--no-cache'],
        ...['--critic-model', 'sharp', '--critic-base-url', other.baseUrl],
        ...['--budget-usd', '5', '--price', 'tiny=1,1', '--price', 'sharp=0,0'],
      ],
      { environment: { PROMPTOPS_API_KEY: key, PROMPTOPS_CRITIC_API_KEY: 'sk-critic-0123456789' } },
    );
    assert.equal(outcome.code, 0, outcome.stderr);
    const seenAt = ({ requests }: typeof common): readonly string[] => [
      ...new Set(requests.map(({ body, headers }) => `${body.model} ${headers.authorization}`)),
    ];
    assert.deepEqual(seenAt(common), [`tiny Bearer ${key}`]);
    assert.deepEqual(seenAt(other), ['sharp Bearer sk-critic-0123456789']);
    const { usage } = reportOf(outcome);
    const costs = Object.fromEntries((usage.byRole ?? []).map(({ role, costUsd }) => [role, costUsd]));
    assert.equal(costs['critic'], 0);
    assert.ok((costs['proposer'] ?? 0) > 0);
    // Each answer of the server has used 100 tokens in and 20 out.
    assert.ok(Math.abs((usage.costUsd ?? 0) - (common.requests.length * 120) / 1e6) < 1e-9);
  });

  it('refuses documents that it cannot read, and documents without a model', async () => {
    const pdf = path.join(commandLine.folder, 'manual.pdf');
    await writeFile(pdf, '%PDF-1.7');
    const refused = await optimizeWith(goodModel, ['--ground', pdf]);
    assert.deepEqual([refused.code, refused.stdout], [2, '']);
    assert.match(refused.stderr, /manual\.pdf is damaged or no PDF file\. Save it anew\./);
    const missing = await optimizeWith(goodModel, ['--ground', 'missing.md']);
    assert.deepEqual([missing.code, missing.stdout], [2, '']);
    const rules = await commandLine.optimize(['--ground', 'policy.md']);
    assert.equal(rules.code, 2);
    assert.match(rules.stderr, /--ground is for language models/);
  });

  it('writes the rewrite into the file when it is told to', async () => {
    const outcome = await optimizeWith(
      () => ({ kind: 'answer', text: JSON.stringify({ prompt: tidyRewrite, reasons: [], edits: [] }) }),
      ['--write'],
    );
    assert.deepEqual([outcome.code, outcome.stderr, outcome.file], [0, '', tidyRewrite]);
    assert.match(outcome.stdout, /engine openai/);
  });

  it('forecasts its time by what the model took in earlier runs, and says what came of it', async () => {
    const environment = {
      PROMPTOPS_API_KEY: key,
      XDG_DATA_HOME: path.join(commandLine.folder, 'data'),
      XDG_CACHE_HOME: path.join(commandLine.folder, 'cold'),
    };
    await using server = await startScriptedServer(goodModel);
    const model = ['--engine', 'openai', '--base-url', server.baseUrl, '--model', 'tiny', '--no-cache'];
    const first = reportOf(await commandLine.optimize([...model, '--json', '--write'], { environment }));
    assert.equal(first.forecast?.latency, 'usual');
    assert.ok(first.usage.byRole?.some(({ latencyMs }) => (latencyMs ?? 0) > 0));
    const second = await commandLine.optimize([...model, '--json'], { environment });
    const { forecast, usage } = reportOf(second);
    assert.equal(forecast?.latency, 'measured');
    assert.ok(forecast.durationMs.high < first.forecast.durationMs.low);
    assert.ok((usage.overheadTokens ?? 0) > 100 * usage.calls);
    const text = (await commandLine.optimize(model, { environment })).stdout.replaceAll(/\s+/g, ' ');
    assert.match(text, /Instructions of our own: ≈[\d,]+ tokens/);
    assert.match(
      text,
      /Forecast: \d+ calls \(it took \d+\), [\d,]+ tokens \(it took [\d,]+\), \S+ \S+ by what these models took in earlier runs \(it took/,
    );
  });

  it('leaves the file alone whatever every call of the model comes to', async function () {
    this.timeout(120_000);
    for (const fault of faults) {
      const limits = ['--timeout', fault.name.startsWith('hang') ? '0.3' : '1'];
      const outcome = await optimizeWith(fault.reply, ['--write', '--json', '--no-cache', ...limits]);
      const report = reportOf(outcome);
      assert.deepEqual([outcome.file, report.changed], [wordySupportPrompt, false], fault.name);
      assert.equal(outcome.code, report.stopReason === 'provider-failed' ? 3 : 0, fault.name);
      assert.doesNotMatch(`${outcome.stderr}${outcome.stdout}`, /\n {4}at |sk-test/, fault.name);
    }
  });

  it('ends with exit code 3 and one line, without the key, when the key is wrong', async () => {
    const error = { message: `Incorrect API key provided: ${key}` };
    const outcome = await optimizeWith(() => ({ kind: 'status', status: 401, body: { error } }), ['--write']);
    assert.deepEqual([outcome.code, outcome.stdout, outcome.file], [3, '', wordySupportPrompt]);
    assert.match(
      outcome.stderr,
      /^promptops: The model tiny at http:\/\/127\.0\.0\.1:\d+\/v1 denies access: 401 Incorrect API key provided: \[key\]\. Check the key, [^\n]*\n$/,
    );
  });

  it('shows what it has when the model fails in mid-run, but writes no file', async () => {
    const script: Script = (request, index) =>
      index < 4 ? goodModel(request, index) : { kind: 'status', status: 401 };
    const outcome = await optimizeWith(script, ['--write', '--json']);
    const report = reportOf(outcome);
    assert.deepEqual([outcome.code, outcome.file], [3, wordySupportPrompt]);
    assert.deepEqual([report.stopReason, report.changed], ['provider-failed', true]);
  });

  it('ends in time when the endpoint hangs', async () => {
    const report = reportOf(
      await optimizeWith(() => ({ kind: 'hang', after: 'headers' }), ['--json', '--timeout', '0.3']),
    );
    assert.equal(report.stopReason, 'budget-time');
    assert.ok(report.usage.wallMs < 2000, String(report.usage.wallMs));
  });

  it('ends at once on Ctrl+C, with the file as it was', async function () {
    if (process.platform === 'win32') this.skip();
    let interruptedAt = 0;
    let interrupt: () => void = () => undefined;
    // Once: a second Ctrl+C ends any process the hard way.
    const script: Script = (_, index) => {
      if (index === 1) {
        setTimeout(() => {
          interruptedAt = performance.now();
          interrupt();
        }, 50);
      }
      return { kind: 'hang', after: 'first-token' };
    };
    await using server = await startScriptedServer(script);
    const outcome = await commandLine.optimize(
      ['--engine', 'openai', '--base-url', server.baseUrl, '--model', 'tiny', '--write'],
      { meanwhile: (child) => (interrupt = () => void child.kill('SIGINT')) },
    );
    assert.deepEqual([outcome.code, outcome.file], [130, wordySupportPrompt]);
    // The rest is the end of the process on a busy machine.
    assert.ok(performance.now() - interruptedAt < 2000);
  });

  it('tries rewrites on the cases of a configuration', async () => {
    const tests = Array.from(
      { length: 30 },
      (_, index) =>
        `  - vars: { company: ACME, message: 'Question ${index}.' }\n    assert: [{ type: contains, value: 'yes' }]`,
    );
    await writeFile(path.join(commandLine.folder, 'cases.yaml'), `tests:\n${tests.join('\n')}\n`);
    const script: Script = (request, index) => {
      if (roleOf(request) !== 'target') return goodModel(request, index);
      const prompt = request.body.messages.at(-1)?.content ?? '';
      const isWorse = prompt.includes('Due to the fact that') && /Question \d*[13579]\./.test(prompt);
      return { kind: 'answer', text: isWorse ? 'no' : 'yes' };
    };
    const outcome = await optimizeWith(script, ['--json', '--tests', 'cases.yaml']);
    const report = reportOf(outcome);
    assert.deepEqual([outcome.code, outcome.stderr, report.verdict], [0, '', 'improved']);
    assert.equal(report.metrics.qualityGain.tier, 'E3');
    assert.ok((report.metrics.qualityGain.interval?.[0] ?? 0) > 0);
  });

  it('costs the rules engine nothing: the package is a file of its own that it does not load', async () => {
    const dist = path.join(commandLine.folder, 'dist');
    assert.doesNotMatch(await readFile(path.join(dist, 'cli.js'), 'utf8'), /\/chat\/completions/);
    await rename(path.join(dist, 'openai.js'), path.join(dist, 'elsewhere.js'));
    const outcome = await commandLine.optimize([]);
    await rename(path.join(dist, 'elsewhere.js'), path.join(dist, 'openai.js'));
    assert.deepEqual([outcome.code, outcome.stderr], [0, '']);
  });
});

function reportOf({ stdout }: Outcome): RunReport {
  return runReportSchema.parse(JSON.parse(stdout));
}
