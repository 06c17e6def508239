import assert from 'node:assert/strict';
import { faults } from '../../../../support/faults.ts';
import { runWithFault } from '../../../../support/fault-run.ts';
import type { AskingRole } from '../../../../support/scripted-team.ts';

const roles: readonly AskingRole[] = ['proposer', 'critic', 'verifier', 'target'];

/** One of each family; `npm run bench -- faults` runs them all. */
const names = [
  '429',
  'connection reset',
  'hang after the first token',
  'malformed JSON',
  'refusal',
  'dropped placeholder',
  'prompt injection in the prompt, obeyed',
  'prompt injection in outputs, obeyed',
];

describe('a fault in one role', () => {
  for (const name of names) {
    for (const rate of [0.3, 1]) {
      it(`${name} at ${rate * 100} % breaks no promise`, async () => {
        const fault = faults.find((one) => one.name === name);
        assert.ok(fault !== undefined);
        for (const role of roles) {
          const { breaches } = await runWithFault({ fault, role, rate, seed: 7 });
          assert.deepEqual(breaches, [], role);
        }
      });
    }
  }
});
