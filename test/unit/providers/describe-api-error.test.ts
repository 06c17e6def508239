import assert from 'node:assert/strict';
import { retryAfterMs } from '../../../src/providers/describe-api-error.ts';
import { oneLine, redact } from '../../../src/core/models/redact.ts';

describe('how long an endpoint asks to wait', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const cases: readonly (readonly [string, Record<string, string>, number | null])[] = [
    ['nothing', {}, null],
    ['seconds', { 'retry-after': '1.5' }, 1500],
    ['a date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7000],
    ['a date in the past', { 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    ['milliseconds before seconds', { 'retry-after-ms': '20', 'retry-after': '9' }, 20],
    ['nonsense', { 'retry-after': 'soon', 'retry-after-ms': '-3' }, null],
  ];
  for (const [name, headers, expected] of cases) {
    it(`is read from ${name}`, () => {
      assert.equal(retryAfterMs(new Headers(headers), now), expected);
    });
  }
});

describe('what people see of an error', () => {
  it('holds neither the own key nor anything that looks like one', () => {
    const text = redact(
      'Key my-own-secret, sk-proj-abcdef123456 and sk-ab****1234 are wrong.',
      'my-own-secret',
    );
    assert.equal(text, 'Key [key], [key] and [key] are wrong.');
  });

  it('is one bounded line without control characters', () => {
    assert.equal(oneLine('a\n\tb\u001b[31mc\u202ed'), 'a b [31mc d');
    assert.equal(oneLine('x'.repeat(1_000_000), 10), `${'x'.repeat(10)} …`);
  });
});
