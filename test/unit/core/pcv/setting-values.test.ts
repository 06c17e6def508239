import assert from 'node:assert/strict';
import { defaultRunSettings } from '../../../../src/core/pcv/run-settings.ts';
import {
  changedSettings,
  parseSetting,
  parseSettings,
  settingNames,
} from '../../../../src/core/pcv/setting-values.ts';

describe('the values of settings', () => {
  it('take every default', () => {
    for (const name of settingNames) {
      assert.deepEqual(
        parseSetting(name, defaultRunSettings[name]),
        { value: defaultRunSettings[name] },
        name,
      );
    }
    assert.deepEqual(changedSettings(defaultRunSettings), {});
  });

  const refused: readonly (readonly [Parameters<typeof parseSetting>[0], unknown])[] = [
    ['iterations', 2],
    ['iterations', 11],
    ['iterations', 4.5],
    ['iterations', '5'],
    ['candidates', Number.NaN],
    ['lambda', -1],
    ['alpha', 0],
    ['targetQuality', 0],
    ['operators', []],
    ['operators', ['rewrite']],
    ['schedule', 'parallel'],
    ['bothOrders', 'yes'],
    ['rubricWeights', { clarity: 1 }],
    [
      'rubricWeights',
      {
        clarity: 0,
        structure: 0,
        constraints: 0,
        outputContract: 0,
        examples: 0,
        consistency: 0,
        economy: 0,
      },
    ],
    ['explain', null],
  ];
  for (const [name, value] of refused) {
    it(`refuse ${JSON.stringify(value)} for ${name}`, () => {
      assert.equal(parseSetting(name, value), null);
    });
  }

  it('are read by name, and what is unusable or unknown is left out', () => {
    const read = parseSettings({ iterations: 7, candidates: 99, explain: 'off', evil: 1, engine: 'openai' });
    assert.deepEqual(read, { iterations: 7, explain: 'off' });
  });

  it('are kept where they differ from the defaults', () => {
    assert.deepEqual(changedSettings({ ...defaultRunSettings, lambda: 1, operators: ['patch'] }), {
      lambda: 1,
      operators: ['patch'],
    });
  });
});
