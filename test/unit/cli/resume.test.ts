import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { runReportSchema, type RunReport } from '../../../src/core/report/run-report.ts';
import { startScriptedServer, type ReceivedRequest, type Script } from '../../support/scripted-server.ts';
import { goodModel } from '../core/pcv/model-engine/run-model.ts';
import { buildCommandLine, type CommandLine, type Outcome } from './command-line.ts';

/** Requests that are answered before the process is killed. */
const answered = 7;

describe('a run that was killed', function () {
  this.timeout(120_000);
  let commandLine: CommandLine;
  before(async () => {
    commandLine = await buildCommandLine();
  });
  after(() => commandLine[Symbol.asyncDispose]());
  afterEach(() => rm(path.join(commandLine.folder, 'cache'), { recursive: true, force: true }));

  function optimize(
    baseUrl: string,
    options: readonly string[],
    kill?: (end: () => void) => void,
  ): Promise<Outcome> {
    const environment = { XDG_CACHE_HOME: path.join(commandLine.folder, 'cache') };
    return commandLine.optimize(
      ['--engine', 'openai', '--base-url', baseUrl, '--model', 'tiny', '--json', ...options],
      { environment, meanwhile: (child) => kill?.(() => void child.kill('SIGKILL')) },
    );
  }

  it('goes on where it stopped when it is run again: no answered call is made twice', async () => {
    let kill: () => void = () => undefined;
    let isKilled = false;
    const script: Script = (request, index) => {
      if (isKilled || index < answered) return goodModel(request, index);
      // Once what was answered has reached the disk: the process has nothing else to do than to wait for this one.
      setTimeout(() => kill(), 300);
      return { kind: 'hang', after: 'headers' };
    };
    await using server = await startScriptedServer(script);
    const killed = await optimize(server.baseUrl, [], (end) => (kill = end));
    assert.equal(killed.code, null);
    isKilled = true;
    const before = server.requests.slice(0, answered).map(bodyOf);
    const made = server.requests.length;

    const report = reportOf(await optimize(server.baseUrl, []));
    const after = server.requests.slice(made).map(bodyOf);
    assert.deepEqual(
      after.filter((body) => before.includes(body)),
      [],
    );
    assert.ok(report.usage.cachedCalls >= answered);
    assert.ok(report.changed);
  });

  it('costs nothing the second time, and everything without the cache', async () => {
    await using server = await startScriptedServer(goodModel);
    const first = reportOf(await optimize(server.baseUrl, []));
    const made = server.requests.length;
    const second = reportOf(await optimize(server.baseUrl, []));
    assert.deepEqual([second.usage.calls, server.requests.length], [0, made]);
    assert.deepEqual(second.candidate, first.candidate);
    const third = reportOf(await optimize(server.baseUrl, ['--no-cache']));
    assert.deepEqual([third.usage.calls, server.requests.length], [first.usage.calls, 2 * made]);
  });
});

function bodyOf({ body }: ReceivedRequest): string {
  return JSON.stringify(body);
}

function reportOf({ stdout }: Outcome): RunReport {
  return runReportSchema.parse(JSON.parse(stdout));
}
