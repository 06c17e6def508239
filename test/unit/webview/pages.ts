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
      latency: 'measured',
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
    roles: [
      {
        role: 'proposer',
        model: 'gpt-5',
        calls: 60,
        cachedCalls: 4,
        inputTokens: 30_000,
        outputTokens: 6000,
        costUsd: 0.1,
        latencyMs: 2310,
      },
      {
        role: 'critic',
        model: '<img src=x onerror="window.hacked=1">',
        calls: 60,
        cachedCalls: 16,
        inputTokens: 20_000,
        outputTokens: 3000,
        costUsd: null,
        latencyMs: null,
      },
    ],
    prompts: {
      total: 2,
      tokens: 400,
      top: [
        { file: 'src/bot.py', line: 5, name: 'SYSTEM', tokens: 300, share: 0.75, quality: 61, priority: 100 },
        { file: 'src/a.ts', line: 9, name: null, tokens: 100, share: 0.25, quality: 80, priority: 31 },
      ],
    },
    usage: {
      basis: {
        callsPerDay: { low: 750, expected: 1000, high: 1250 },
        inputTokens: null,
        outputTokens: null,
        days: 0,
      },
      month: {
        calls: { low: 22_500, expected: 30_000, high: 37_500 },
        inputTokens: { low: 4_500_000, expected: 6_000_000, high: 7_500_000 },
        costUsd: { low: 5.6, expected: 7.5, high: 9.4 },
        isInputOnly: true,
        savedTokens: { low: 945_000, expected: 1_260_000, high: 1_575_000 },
        savedUsd: { low: 1.18, expected: 1.58, high: 1.97 },
      },
      model: 'gpt-5',
      inputPrice: 1.25,
    },
    ...changes,
  };
}

type TimelineVersion = NonNullable<PageOf<'timeline'>['prompt']>['versions'][number];

export function timelineVersion(changes: Partial<TimelineVersion> = {}): TimelineVersion {
  return {
    id: 'v1',
    createdAt: Date.UTC(2026, 10, 20, 9, 30),
    origin: 'original',
    outcome: null,
    name: null,
    isPinned: false,
    isCurrent: false,
    tokens: { value: 312, isEstimate: false },
    quality: { value: 61.5, tier: 'E0' },
    ...changes,
  };
}

/** A prompt with every kind of version, evidence of two tiers and a name that would like to be markup. */
export function timelinePage(changes: Partial<PageOf<'timeline'>> = {}): PageOf<'timeline'> {
  const quality = { value: 72, tier: 'E3' } as const;
  return {
    name: 'timeline',
    prompt: {
      hasOlder: false,
      versions: [
        timelineVersion(),
        timelineVersion({ id: 'v2', origin: 'candidate', tokens: { value: 250, isEstimate: true } }),
        timelineVersion({
          id: 'v3',
          origin: 'applied',
          outcome: 'applied',
          name: '<img src=x onerror="window.hacked=1">'.repeat(3),
          isPinned: true,
          tokens: { value: 240, isEstimate: false },
          quality: { value: 68.2, tier: 'E0' },
        }),
        timelineVersion({ id: 'v4', origin: 'edited', tokens: { value: 260, isEstimate: false }, quality }),
        timelineVersion({ id: 'v5', origin: 'applied', outcome: 'undone', tokens: null, quality: null }),
        timelineVersion({
          id: 'v6',
          origin: 'restored',
          outcome: 'applied',
          isCurrent: true,
          tokens: { value: 240, isEstimate: false },
          quality: { value: 74.5, tier: 'E3' },
        }),
      ],
    },
    ...changes,
  };
}
