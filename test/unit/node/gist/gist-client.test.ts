import assert from 'node:assert/strict';
import { isPromptOpsError } from '../../../../src/core/errors.ts';
import { createGistClient, isGistId, type GistClient } from '../../../../src/node/gist/gist-client.ts';
import { bundleOfFiles, bundleToFiles } from '../../../../src/node/gist/gist-files.ts';
import { startGistServer, type GistFault, type GistServer } from '../../../support/gist-server.ts';

const { signal } = new AbortController();
const signed = { token: 'secret-token', signal };

describe('the client of gists', () => {
  let server: GistServer;
  let client: GistClient;
  beforeEach(async () => {
    server = await startGistServer();
    client = createGistClient({ origin: server.origin, timeoutMs: 500 });
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const failure = async (fault: GistFault, call: Promise<unknown>): Promise<string> => {
    const error: unknown = await call.then(
      () => assert.fail(`no failure by ${fault.kind}`),
      (reason: unknown) => reason,
    );
    assert.ok(isPromptOpsError(error) && error.reason === 'sharing-failed', String(error));
    assert.doesNotMatch(`${error.message} ${error.nextStep} ${String(error.cause)}`, /secret-token/);
    return `${error.message} ${error.nextStep}`;
  };
  const readFailure = (fault: GistFault): Promise<string> => {
    server.fault = fault;
    return failure(fault, client.read('abc', { signal }));
  };

  it('makes a secret gist, reads it without a sign-in, and deletes it', async () => {
    const files = { 'promptops-history.json': '{"ü":"😀"}', 'notes.md': '# hi' };
    const { id, url } = await client.create({ description: 'Shared', files }, signed);
    assert.equal(url, `https://gist.github.com/ada/${id}`);
    const [created] = server.requests;
    assert.deepEqual(
      [created?.method, created?.path, created?.headers.authorization],
      ['POST', '/gists', 'Bearer secret-token'],
    );
    assert.equal((JSON.parse(created?.body ?? '') as { public: boolean }).public, false);
    assert.deepEqual(await client.read(id, { signal }), files);
    assert.equal(server.requests.at(-1)?.headers.authorization, undefined);
    assert.equal(await client.remove(id, signed), true);
    assert.equal(await client.remove(id, signed), false);
  });

  it('has a sentence for every way in which GitHub says no', async () => {
    const wrong = client.create({ description: '', files: {} }, { token: 'other', signal });
    assert.match(
      await failure({ kind: 'hang' }, wrong),
      /does not accept the sign-in.*Sign in to GitHub again/,
    );
    assert.match(await readFailure({ kind: 'status', status: 401 }), /sign-in/);
    const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000000' };
    assert.match(
      await readFailure({ kind: 'status', status: 403, headers: limit }),
      /limit.*after 08:00 UTC/,
    );
    assert.match(await readFailure({ kind: 'status', status: 429 }), /limit.*Wait a while/);
    assert.match(await readFailure({ kind: 'status', status: 403 }), /does not allow gists/);
    assert.match(await readFailure({ kind: 'status', status: 404 }), /no such gist.*revoked/);
    assert.match(await readFailure({ kind: 'status', status: 422 }), /did not accept the content/);
    assert.match(await readFailure({ kind: 'status', status: 503 }), /status 503/);
  });

  it('tells a lost connection from an answer that does not come', async () => {
    assert.match(await readFailure({ kind: 'reset' }), /cannot be reached/);
    assert.match(await readFailure({ kind: 'hang' }), /did not answer in time/);
  });

  it('follows nobody to another place', async () => {
    assert.match(
      await readFailure({ kind: 'redirect', to: `${server.origin}/elsewhere` }),
      /cannot be reached/,
    );
    assert.equal(server.requests.length, 1);
  });

  it('stops reading what has no end, and refuses what GitHub has cut or what is none of its answers', async () => {
    client = createGistClient({ origin: server.origin, timeoutMs: 10_000 });
    assert.match(await readFailure({ kind: 'endless' }), /larger than 5 MB/);
    const cut = JSON.stringify({ files: { a: { content: 'x', truncated: true } } });
    assert.match(await readFailure({ kind: 'body', body: cut }), /larger than 5 MB/);
    for (const body of ['<html>', '{}', '{"files":[1]}', '']) {
      assert.match(await readFailure({ kind: 'body', body }), /none of GitHub’s/);
    }
  });

  it('ends with the signal of the caller', async () => {
    server.fault = { kind: 'hang' };
    const controller = new AbortController();
    const call = client.read('abc', { signal: controller.signal });
    controller.abort();
    await assert.rejects(call, { name: 'AbortError' });
  });

  it('takes nothing but hexadecimal digits for an identifier', () => {
    assert.deepEqual(['0a1B', '', '../gists', 'abc?x=1', 'a'.repeat(65)].map(isGistId), [
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('the files of a gist', () => {
  it('hold a bundle in one file, or in parts that GitHub does not cut', () => {
    const large = `{"text":"${'😀ü\\n'.repeat(300_000)}"}`;
    for (const json of ['{}', large]) {
      const files = { ...bundleToFiles(json), 'prompt-history.md': '# not the bundle' };
      assert.equal(bundleOfFiles(files), json);
      for (const part of Object.values(files)) {
        assert.ok(new TextEncoder().encode(part).byteLength < 1_000_000);
        assert.doesNotMatch(part, /\p{Surrogate}/u);
      }
    }
    assert.equal(bundleOfFiles({ 'other.json': '{}' }), null);
  });
});
