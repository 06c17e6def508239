import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { modelRoles } from '../../../../src/core/models/model-roles.ts';
import {
  chosenModel,
  modelOfRole,
  modelSettingDefaults,
  parseModelSettings,
} from '../../../../src/vscode/models/model-settings.ts';

interface Setting {
  readonly default: unknown;
  readonly scope: string;
  readonly maximum?: number;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly capabilities: { untrustedWorkspaces: { restrictedConfigurations: readonly string[] } };
  readonly contributes: { configuration: readonly { properties: Readonly<Record<string, Setting>> }[] };
};
const settings = Object.assign(
  {},
  ...manifest.contributes.configuration.map((part) => part.properties),
) as Record<string, Setting>;

const read = (values: Readonly<Record<string, unknown>>) => (name: string) => values[name];

describe('the settings of the models', () => {
  it('have the defaults of the manifest', () => {
    const ofManifest = parseModelSettings((name) => settings[`promptops.${name}`]?.default);
    assert.deepEqual(
      ofManifest,
      parseModelSettings(() => undefined),
    );
    assert.deepEqual([ofManifest.engine, ofManifest.model, ofManifest.tests], ['rules', '', '']);
    assert.deepEqual(ofManifest.budget, {
      calls: modelSettingDefaults.calls,
      tokens: null,
      costUsd: null,
      timeMs: modelSettingDefaults.seconds * 1000,
    });
    assert.equal(settings['promptops.concurrency']?.maximum, modelSettingDefaults.mostConcurrency);
  });

  it('cannot be set by a workspace where they decide what goes where or what it costs', () => {
    const guarded = [
      'engine',
      'model.baseUrl',
      'model.name',
      ...modelRoles.map((role) => `model.${role}`),
      'model.endpoints',
      'model.prices',
      'budget.calls',
      'budget.tokens',
      'budget.costUsd',
      'budget.seconds',
      'concurrency',
    ].map((name) => `promptops.${name}`);
    assert.deepEqual(
      guarded.filter((name) => settings[name]?.scope !== 'machine'),
      [],
    );
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.deepEqual(
      [...guarded, 'promptops.tests'].filter((name) => !restrictedConfigurations.includes(name)),
      [],
    );
  });

  it('are what they should be, whatever stands there', () => {
    const hostile = parseModelSettings(
      read({
        engine: 'shell',
        'model.baseUrl': 7,
        'model.name': { toString: () => 'x' },
        'model.critic': ['a'],
        'model.endpoints': {
          critic: 7,
          verifier: '  ',
          __proto__: { target: 'https://evil.example' },
          other: 'x',
        },
        'model.prices': { cheap: { input: -1, output: 1 }, free: { input: 0, output: 0 }, odd: 'x' },
        'budget.calls': -3,
        'budget.costUsd': '1',
        'budget.tokens': Number.NaN,
        concurrency: 1000,
        tests: 'x'.repeat(3000),
      }),
    );
    const defaults = parseModelSettings(() => undefined);
    assert.deepEqual(hostile, { ...defaults, prices: { free: { input: 0, cachedInput: null, output: 0 } } });
  });

  it('give each role its own model, or the common one', () => {
    const parsed = parseModelSettings(read({ 'model.name': ' big ', 'model.critic': 'small' }));
    assert.deepEqual(
      modelRoles.map((role) => modelOfRole(parsed, role)),
      ['big', 'small', 'big', 'big'],
    );
  });

  it('give each role its own place, or the common one', () => {
    const parsed = parseModelSettings(
      read({
        engine: 'openai',
        'model.baseUrl': 'http://localhost:1/v1',
        'model.name': 'big',
        'model.critic': 'vendor/small',
        'model.endpoints': { critic: 'vscode-lm', target: ' http://localhost:2/v1 ' },
      }),
    );
    assert.deepEqual(
      modelRoles.map((role) => chosenModel(parsed, role)),
      [
        { engine: 'openai', baseUrl: 'http://localhost:1/v1', model: 'big' },
        { engine: 'vscode-lm', model: 'vendor/small' },
        { engine: 'openai', baseUrl: 'http://localhost:1/v1', model: 'big' },
        { engine: 'openai', baseUrl: 'http://localhost:2/v1', model: 'big' },
      ],
    );
  });

  it('take null for no limit', () => {
    const { budget } = parseModelSettings(read({ 'budget.calls': null, 'budget.seconds': null }));
    assert.deepEqual([budget.calls, budget.timeMs], [null, null]);
  });
});
