import assert from 'node:assert/strict';
import { connectTeam } from '../../../src/cli/connect-model.ts';
import { budgetOf, type ModelFlags } from '../../../src/cli/model-options.ts';
import { describeError, isPromptOpsError } from '../../../src/core/errors.ts';
import { modelRoles } from '../../../src/core/models/model-roles.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';
import { never, sampleRequest } from '../core/models/fake-model.ts';

const key = 'sk-test-0123456789abcdef';
const openAi: ModelFlags = { engine: 'openai', model: 'gpt-4.1-mini' };

describe('the model that the command line names', () => {
  it('is none for the rules engine', async () => {
    assert.equal(await connectTeam({ engine: 'rules' }, ioWith({ OPENAI_API_KEY: key })), null);
  });

  it('is at OpenAI when no address is given, with its known price', async () => {
    const team = await connectTeam({ ...openAi, budgetUsd: 1 }, ioWith({ OPENAI_API_KEY: key }));
    assert.equal(team?.proposer.provider.endpoint, 'https://api.openai.com/v1');
    assert.deepEqual(team.proposer.price, { input: 0.4, cachedInput: 0.1, output: 1.6 });
  });

  it('may be on this machine without a key', async () => {
    const team = await connectTeam(at('http://localhost:11434/v1/'), ioWith({}));
    assert.deepEqual(
      [team?.proposer.provider.endpoint, team?.proposer.price],
      ['http://localhost:11434/v1', null],
    );
  });

  const keys: readonly (readonly [string, Record<string, string>, string | undefined])[] = [
    ['the own key to the named address', { PROMPTOPS_API_KEY: ` ${key}\n` }, `Bearer ${key}`],
    ['no key of OpenAI to anybody else', { OPENAI_API_KEY: key }, undefined],
    [
      'the own key before the one of OpenAI',
      { OPENAI_API_KEY: 'x', PROMPTOPS_API_KEY: key },
      `Bearer ${key}`,
    ],
  ];
  for (const [name, environment, expected] of keys) {
    it(`is sent ${name}`, async () => {
      await using server = await startScriptedServer(() => ({ kind: 'answer', text: 'hi' }));
      const team = await connectTeam(at(server.baseUrl), ioWith(environment));
      await team?.proposer.provider.complete(sampleRequest, { signal: never() });
      assert.equal(server.requests.length, 1);
      assert.equal(server.requests[0]?.headers.authorization, expected);
    });
  }

  it('tells about its calls on standard error when that is asked for', async () => {
    const lines: string[] = [];
    const stderr = { write: (line: string) => lines.push(line) > 0 };
    const team = await connectTeam(at('http://localhost:9/v1'), {
      environment: { PROMPTOPS_DEBUG: '1' },
      stderr,
    });
    team?.log?.('tiny\u001b[31m patch #1: answered');
    assert.deepEqual(lines, ['tiny\ufffd[31m patch #1: answered\n']);
  });

  it('may be another one for each role, at the same address', async () => {
    const flags = { ...at('http://localhost:9/v1'), criticModel: 'sharp', targetModel: 'cheap' };
    const team = await connectTeam(flags, ioWith({}));
    assert.deepEqual(
      (['proposer', 'critic', 'verifier', 'target'] as const).map((role) => team?.[role].provider.name),
      ['gpt-4.1-mini', 'sharp', 'gpt-4.1-mini', 'cheap'],
    );
    assert.equal(team?.critic.limiter, team?.proposer.limiter);
  });

  it('may be somewhere else for each role, with a key that goes nowhere else', async () => {
    await using common = await startScriptedServer(() => ({ kind: 'answer', text: 'hi' }));
    await using other = await startScriptedServer(() => ({ kind: 'answer', text: 'hi' }));
    const flags = {
      ...at(common.baseUrl),
      criticModel: 'sharp',
      criticBaseUrl: other.baseUrl,
      targetModel: 'cheap',
      targetBaseUrl: other.baseUrl,
      verifierModel: 'strict',
    };
    const environment = {
      PROMPTOPS_API_KEY: 'sk-common-0123456789',
      PROMPTOPS_CRITIC_API_KEY: 'sk-critic-0123456789',
      OPENAI_API_KEY: 'sk-openai-0123456789',
    };
    const team = await connectTeam(flags, ioWith(environment));
    assert.ok(team !== null);
    for (const role of modelRoles) await team[role].provider.complete(sampleRequest, { signal: never() });
    const seen = (server: typeof common): unknown =>
      server.requests.map(({ body, headers }) => [body.model, headers.authorization]);
    assert.deepEqual(seen(common), [
      ['gpt-4.1-mini', 'Bearer sk-common-0123456789'],
      ['strict', 'Bearer sk-common-0123456789'],
    ]);
    assert.deepEqual(seen(other), [
      ['sharp', 'Bearer sk-critic-0123456789'],
      ['cheap', undefined],
    ]);
    assert.notEqual(team.critic.limiter, team.proposer.limiter);
    assert.equal(team.verifier.limiter, team.proposer.limiter);
  });

  it('is priced for each role by its own address', async () => {
    const flags = { ...openAi, targetModel: 'gpt-4.1', targetBaseUrl: 'http://localhost:9/v1' };
    const team = await connectTeam(flags, ioWith({ OPENAI_API_KEY: key }));
    assert.deepEqual([team?.proposer.price?.input, team?.target.price], [0.4, null]);
  });

  const refused: readonly (readonly [string, ModelFlags, RegExp])[] = [
    ['no model', { engine: 'openai' }, /needs the name of a model\. Add --model/],
    ['an empty model', { engine: 'openai', model: ' ' }, /needs the name of a model/],
    ['no key for OpenAI', openAi, /There is no key for api\.openai\.com\. Set PROMPTOPS_API_KEY/],
    ['no address', at('nowhere'), /not an http or https address/],
    ['another protocol', at('file:///etc/passwd'), /not an http or https address/],
    ['a password in the address', at('https://me:secret@host/v1'), /holds more than an address/],
    ['a key in the address', at('https://host/v1?key=secret'), /holds more than an address/],
    [
      'no address of a role',
      { ...at('http://localhost:9/v1'), criticBaseUrl: 'nowhere' },
      /--critic-base-url is not an http or https address/,
    ],
    [
      'no key for a role at OpenAI',
      { ...at('http://localhost:9/v1'), targetBaseUrl: 'https://api.openai.com/v1' },
      /no key for api\.openai\.com\. Set PROMPTOPS_TARGET_API_KEY or OPENAI_API_KEY/,
    ],
    [
      'an address of a role for the rules',
      { engine: 'rules', targetBaseUrl: 'http://x/' },
      /--target-base-url is for language models/,
    ],
    [
      'a budget without a price',
      { ...at('http://localhost:9/v1'), budgetUsd: 1 },
      /No price is known for gpt-4\.1-mini/,
    ],
    ['a model for the rules', { engine: 'rules', model: 'x' }, /--model is for language models/],
    [
      'an address for the rules',
      { engine: 'rules', baseUrl: 'http://x/' },
      /--base-url is for language models/,
    ],
    [
      'a limit of calls for the rules',
      { engine: 'rules', maxCalls: 3 },
      /--max-calls is for language models/,
    ],
  ];
  for (const [name, flags, line] of refused) {
    it(`is refused for ${name}`, async () => {
      const message = await refusalOf(flags, {});
      assert.match(message, line);
      assert.doesNotMatch(message, /secret/);
    });
  }

  for (const [name, bad, url] of [
    ['over plain http', key, 'http://example.com/v1'],
    ['to a name that only looks local', key, 'http://127.0.0.1.example.com/v1'],
    ['with a line break inside', `${key}\nx: y`, 'https://example.com/v1'],
  ] as const) {
    it(`is refused for a key ${name}, which is not printed`, async () => {
      assert.doesNotMatch(await refusalOf(at(url), { PROMPTOPS_API_KEY: bad }), /sk-test/);
    });
  }
});

describe('the budget of the command line', () => {
  it('has only the limits that were given', () => {
    assert.deepEqual(budgetOf({ engine: 'openai' }), {
      calls: null,
      tokens: null,
      costUsd: null,
      timeMs: null,
    });
    assert.deepEqual(budgetOf({ engine: 'openai', maxCalls: 3, budgetUsd: 0.5, timeout: 2 }), {
      calls: 3,
      tokens: null,
      costUsd: 0.5,
      timeMs: 2000,
    });
  });
});

type Environment = Readonly<Record<string, string>>;

function ioWith(environment: Environment): Parameters<typeof connectTeam>[1] {
  return { environment, stderr: { write: () => assert.fail('Nothing is to be said.') } };
}

function at(baseUrl: string): ModelFlags {
  return { ...openAi, baseUrl };
}

async function refusalOf(flags: ModelFlags, environment: Environment): Promise<string> {
  try {
    await connectTeam(flags, ioWith(environment));
  } catch (error) {
    assert.ok(isPromptOpsError(error));
    assert.equal(error.reason, 'invalid-argument');
    return describeError(error);
  }
  assert.fail('It was not refused.');
}
