import { defaultRunSettings } from '../../../src/core/pcv/run-settings.ts';
import { settingNames } from '../../../src/core/pcv/setting-values.ts';
import type { PageOf } from '../../../src/protocol/pages.ts';

/** Snapshots of the pages beside the result, as the host sends them. */

export function controllerPage(changes: Partial<PageOf<'controller'>> = {}): PageOf<'controller'> {
  return {
    name: 'controller',
    place: 'workspace',
    hasWorkspace: true,
    values: Object.fromEntries(settingNames.map((name) => [name, defaultRunSettings[name]])),
    changed: ['candidates', 'rubricWeights'],
    engine: 'openai',
    models: { proposer: 'gpt-5', critic: 'gpt-5-mini', verifier: 'gpt-5-mini', target: '' },
    tests: 'tests/promptfooconfig.yaml',
    limits: { calls: 200, tokens: null, costUsd: 0.1, seconds: 600, concurrency: 2 },
    recordsEdits: true,
    forecast: {
      calls: { low: 41, high: 63 },
      tokens: { low: 38_000, high: 55_000 },
      costUsd: { low: 0.04, high: 0.07 },
      seconds: { low: 12, high: 20 },
    },
    favorites: [
      { name: 'Thorough', place: 'workspace', isDefault: true },
      { name: '<img src=x onerror="window.hacked=1">', place: 'user', isDefault: false },
    ],
    ...changes,
  };
}

export function analyticsPage(changes: Partial<PageOf<'analytics'>> = {}): PageOf<'analytics'> {
  const day = {
    runs: 3,
    verdicts: { improved: 1, 'equivalent-and-cheaper': 1, inconclusive: 1, regressed: 0 },
    gains: [{ tier: 'E0', runs: 3, mean: 2.5 } as const],
    calls: 120,
    cachedCalls: 20,
    inputTokens: 50_000,
    outputTokens: 9000,
    costUsd: 0.12,
    runsWithoutCost: 0,
    applied: 2,
    tokensSaved: 84,
  };
  return {
    name: 'analytics',
    rangeDays: 30,
    days: [
      { ...day, day: '2026-11-20' },
      { ...day, day: '2026-11-23', costUsd: null, tokensSaved: -12 },
    ],
    ...changes,
  };
}
