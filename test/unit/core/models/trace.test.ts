import assert from 'node:assert/strict';
import { failed, type ChatResult } from '../../../../src/core/models/chat-model.ts';
import { withTrace, type Exchange } from '../../../../src/core/models/trace.ts';
import { answered, fakeModel, never, sampleRequest } from './fake-model.ts';

describe('withTrace', () => {
  const cases: readonly (readonly [ChatResult, string])[] = [
    [
      answered('secret', { latencyMs: 12.4 }),
      'fake text #0: answered, 10 tokens in (0 cached), 5 out in 12 ms',
    ],
    [answered('secret', { usage: null }), 'fake text #0: answered, tokens unknown in 1 ms'],
    [answered('secret', { source: 'cache', latencyMs: 0 }), 'fake text #0: answered from the cache in 0 ms'],
    [failed({ reason: 'auth', detail: 'No.' }, 3), 'fake text #0: auth (No.) in 3 ms'],
  ];
  for (const [result, line] of cases) {
    it(`says "${line}"`, async () => {
      const lines: string[] = [];
      const model = withTrace(
        fakeModel(() => result),
        { log: (text) => lines.push(text) },
      );
      assert.equal(await model.complete(sampleRequest, { signal: never() }), result);
      assert.deepEqual(lines, [line]);
    });
  }

  it('writes one line, without a key, whatever a provider says', async () => {
    const lines: string[] = [];
    const detail = 'Wrong key sk-live-0123456789abcdef\nor gsk_0123456789abcdefABCDEF.';
    const model = withTrace(
      fakeModel(() => failed({ reason: 'auth', detail })),
      { log: (text) => lines.push(text) },
    );
    await model.complete(sampleRequest, { signal: never() });
    assert.deepEqual(lines, ['fake text #0: auth (Wrong key [key] or [key].) in 0 ms']);
  });

  it('names the form of the answer and the sample', async () => {
    const lines: string[] = [];
    const model = withTrace(
      fakeModel(() => answered('hi')),
      { log: (text) => lines.push(text) },
    );
    const answer = { name: 'patch', schema: {} };
    await model.complete({ ...sampleRequest, answer, repeat: 7 }, { signal: never() });
    assert.match(lines[0] ?? '', /^fake patch #7: /);
  });

  it('hands on the whole exchange to who asks for it', async () => {
    const exchanges: Exchange[] = [];
    const result = answered('hi');
    const model = withTrace(
      fakeModel(() => result),
      { onExchange: (exchange) => exchanges.push(exchange) },
    );
    await model.complete(sampleRequest, { signal: never() });
    assert.deepEqual(exchanges, [
      { model: 'fake', endpoint: 'https://fake.test/v1', request: sampleRequest, result },
    ]);
  });
});
