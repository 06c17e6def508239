import assert from 'node:assert/strict';
import { readAllowance, readReset } from '../../../src/providers/read-allowance.ts';

const now = Date.UTC(2026, 10, 23);

describe('what headers say of limits', () => {
  it('is read of requests and tokens apart', () => {
    const headers = new Headers({
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-reset-requests': '1s',
      'x-ratelimit-remaining-tokens': '149984',
      'x-ratelimit-reset-tokens': '6m0s',
    });
    assert.deepEqual(readAllowance(headers, now), {
      requests: { remaining: 59, resetMs: 1000 },
      tokens: { remaining: 149_984, resetMs: 360_000 },
    });
  });

  it('is read of endpoints that count requests only', () => {
    const headers = new Headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + 5000) });
    assert.deepEqual(readAllowance(headers, now), {
      requests: { remaining: 0, resetMs: 5000 },
      tokens: null,
    });
  });

  it('is nothing where nothing is said, or nonsense', () => {
    assert.equal(readAllowance(new Headers(), now), null);
    assert.equal(readAllowance(null, now), null);
    assert.equal(readAllowance(new Headers({ 'x-ratelimit-remaining-requests': '-1' }), now), null);
    assert.equal(readAllowance(new Headers({ 'x-ratelimit-remaining-tokens': '1e9' }), now), null);
  });

  const resets: readonly (readonly [string | null, number | null])[] = [
    ['20ms', 20],
    ['1.5', 1500],
    ['1h2m3.5s', 3_723_500],
    [String(now / 1000 + 7), 7000],
    [new Date(now + 9000).toUTCString(), 9000],
    [new Date(now - 9000).toUTCString(), 0],
    ['soon', null],
    ['1s nonsense', null],
    ['', null],
    [null, null],
    ['9'.repeat(5000), null],
  ];
  for (const [header, resetMs] of resets) {
    it(`takes ${(header ?? 'no header').slice(0, 40)} for ${String(resetMs)} ms`, () => {
      assert.equal(readReset(header, now), resetMs);
    });
  }
});
