import assert from 'node:assert/strict';
import { isPromptOpsError } from '../../../../../src/core/errors.ts';
import type { ChatFailure } from '../../../../../src/core/models/chat-model.ts';
import { createProviderWatch } from '../../../../../src/core/pcv/model-engine/provider-watch.ts';

type Reason = Exclude<ChatFailure['reason'], 'rate-limited' | 'overloaded'>;

describe('the watch over the provider', () => {
  const cases: readonly (readonly [string, readonly (readonly Reason[])[], number | null])[] = [
    ['goes on when one call fails', [['network']], null],
    ['goes on after one round of unusable answers', [['invalid-answer', 'refused']], null],
    [
      'ends after two rounds of unusable answers',
      [
        ['invalid-answer', 'refused'],
        ['length', 'refused'],
      ],
      2,
    ],
    ['forgives a bad round after a good one', [['refused', 'refused'], [], ['refused', 'refused']], null],
    ['ends when no call of a round got through', [['network', 'timeout']], 1],
    ['ends when a single call is denied', [['auth']], 1],
    [
      'takes no budget for a failure',
      [
        ['budget', 'budget'],
        ['budget', 'budget'],
        ['budget', 'budget'],
      ],
      null,
    ],
    [
      'is not misled by calls that the budget held back',
      [
        ['network', 'budget'],
        ['network', 'budget'],
      ],
      null,
    ],
  ];
  for (const [name, rounds, endsIn] of cases) {
    it(name, () => {
      const watch = createProviderWatch({ name: 'tiny', endpoint: 'http://host/v1' });
      let ended: number | null = null;
      for (const [index, reasons] of rounds.entries()) {
        try {
          watch.endRound(
            reasons.map((reason) => ({ reason, detail: 'It broke' })),
            2,
          );
        } catch (error) {
          assert.ok(isPromptOpsError(error));
          assert.equal(error.reason, 'provider-failed');
          assert.match(error.message, /^The model tiny at http:\/\/host\/v1 .*: It broke\.$/);
          ended ??= index + 1;
        }
      }
      assert.equal(ended, endsIn);
    });
  }
});
