import assert from 'node:assert/strict';
import { toolchains } from '../../../../scripts/support/toolchains.ts';
import { readCases } from './oracle/fixture-cases.ts';

describe('literals of other languages', () => {
  for (const { file } of Object.values(toolchains)) {
    for (const lineBreak of ['\n', '\r\n'] as const) {
      const variant = lineBreak === '\n' ? file : `${file} with CRLF`;
      it(`have the value that the language itself printed: ${variant}`, async () => {
        const { literals, printed } = await readCases(file, lineBreak);
        assert.deepEqual(
          literals.map(({ text }) => text),
          printed,
        );
      });
    }
  }
});
