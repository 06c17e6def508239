import assert from 'node:assert/strict';
import { readTyped, showNumber } from '../../../webview/setting-input.ts';

describe('what is typed into a field of the Controller', () => {
  it('is a number within the bounds of its setting', () => {
    assert.deepEqual(readTyped('candidates', ' 4 ', 'plain'), { value: 4 });
    assert.deepEqual(readTyped('candidates', '9', 'plain'), { problem: 'A whole number from 1 to 8.' });
    assert.deepEqual(readTyped('candidates', '2.5', 'plain'), { problem: 'A whole number from 1 to 8.' });
    assert.deepEqual(readTyped('temperature', '', 'plain'), { problem: 'A number from 0 to 2.' });
    assert.deepEqual(readTyped('temperature', 'warm', 'plain'), { problem: 'A number from 0 to 2.' });
  });

  it('is percent where the setting is a share, without any rounding to be seen', () => {
    assert.deepEqual(readTyped('stabiliseTarget', '35', 'percent'), { value: 0.35 });
    assert.deepEqual(readTyped('stabiliseTarget', '95', 'percent'), { problem: 'A number from 0 to 90.' });
    for (let percent = 0; percent <= 100; percent += 1) {
      const typed = readTyped('divergeAllowance', String(percent), 'percent');
      assert.ok('value' in typed);
      assert.equal(showNumber(typed.value, 'percent'), String(percent));
    }
  });
});
