import type { Quality } from '../../../src/core/model.ts';
import type { RunReport } from '../../../src/core/report/run-report.ts';
import { original, quality, result, type Result, rewrite, usage } from './snapshots.ts';

/** A run of models: the verdict comes from cases, prices are known, and the judge was not steady. */
export function judged(change: Partial<Result> = {}): Result {
  const base = result();
  const callCost = {
    before: 152 * 0.4e-6,
    after: 117 * 0.4e-6,
    price: { input: 0.4, cachedInput: 0.1, output: 1.6 },
  };
  const metrics: Result['current']['metrics'] = {
    ...base.current.metrics,
    qualityGain: { value: 0.8, tier: 'E3', interval: [-0.9, 2.4] },
    breakEvenCalls: 3100,
    callCost,
  };
  const measured = (value: number, reach: number): Quality => ({
    ...quality(value),
    tier: 'E3',
    interval: [value - reach, value + reach],
  });
  const ofCases = base.report.front.map((member, index) => ({
    ...member,
    quality: measured(member.quality.value, 2 + index),
  }));
  const candidate = { text: rewrite, tokens: 117, quality: measured(74.2, 3) };
  const originalQuality: Quality = { ...quality(73.4), tier: 'E3' };
  const byRole = [
    roleUsage('proposer', 'gpt-4.1-mini', 6),
    roleUsage('critic', 'gpt-4.1-mini', 12),
    roleUsage('verifier', 'gpt-4.1', 9),
    roleUsage('target', 'gpt-4.1-nano', 96),
  ];
  return result({
    report: {
      ...base.report,
      engine: 'openai',
      original: { ...base.report.original, quality: originalQuality },
      candidate,
      verdict: 'equivalent-and-cheaper',
      metrics,
      front: ofCases,
      usage: {
        ...usage,
        calls: 123,
        cachedCalls: 8,
        inputTokens: 41_200,
        outputTokens: 9300,
        costUsd: 0.043,
        byRole,
      },
      schedule: 'overlapped',
      forecast,
      evidence: {
        sentences: [
          '16 cases lead the search, 24 are kept for the verdict.',
          '3 judgements of the Critic’s model are missing and count for nothing: 429 Too Many Requests.',
        ],
        positionConsistency: 0.62,
        judgedPairs: 16,
        requirements: 9,
        cases: {
          tier: 'E3',
          gain: 0.8,
          interval: [-0.9, 2.4],
          pValue: 0.31,
          cases: 24,
          noiseFloor: 0.4,
          power: null,
          renderedTokens: { before: 208, after: 172 },
        },
      },
    },
    current: {
      ...base.current,
      ...candidate,
      originalQuality,
      verdict: 'equivalent-and-cheaper',
      metrics,
      checks: [
        ...base.current.checks,
        {
          id: 'requirement-1',
          status: 'passed',
          detail: 'Do not invent prices. Found: “Do not invent prices.”',
        },
        {
          id: 'requirement-2',
          status: 'unknown',
          detail: 'Answer in the language of the customer. It was not judged.',
        },
      ],
    },
    priority: 83,
    ...change,
  });
}

/** A run of models without cases: they have read the texts, and cases would show more. */
export function readOnly(casesOffer: NonNullable<Result['casesOffer']>): Result {
  const base = judged();
  const { evidence } = base.report;
  if (evidence === undefined) throw new TypeError('The run has no evidence.');
  const tier = 'E1';
  const metrics = { ...base.current.metrics, qualityGain: { value: 0.8, tier, interval: null } } as const;
  const originalQuality = { ...quality(73.4), tier } as const;
  return {
    ...base,
    casesOffer,
    report: {
      ...base.report,
      metrics,
      original: { ...base.report.original, quality: originalQuality },
      evidence: { ...evidence, sentences: [], positionConsistency: 0.9, cases: null, givenCases: 0 },
    },
    current: { ...base.current, metrics, originalQuality, quality: { ...quality(74.2), tier } },
  };
}

export const forecast = {
  calls: { low: 90, expected: 120, high: 180 },
  inputTokens: { low: 30_000, expected: 40_000, high: 60_000 },
  outputTokens: { low: 7000, expected: 9000, high: 14_000 },
  costUsd: { low: 0.03, expected: 0.04, high: 0.07 },
  durationMs: { low: 9000, expected: 14_000, high: 25_000 },
};

function roleUsage(
  role: NonNullable<RunReport['usage']['byRole']>[number]['role'],
  model: string,
  calls: number,
): NonNullable<RunReport['usage']['byRole']>[number] {
  const tokens = { inputTokens: calls * 320, outputTokens: calls * 75 };
  return {
    role,
    model,
    calls,
    cachedCalls: calls > 50 ? 8 : 0,
    ...tokens,
    costUsd: calls * 0.00035,
    provenance: 'exact',
  };
}

/** How an encoding might cut both texts: a token for each word with the space before it. */
export function tokenView(): NonNullable<Result['tokenView']> {
  const cut = (text: string): NonNullable<Result['tokenView']>['before'] => {
    const ends = [...text.matchAll(/\s*[^\s]+|\s+$/g)].map((match) => match.index + match[0].length);
    return { ends, tokens: ends.length, isWhole: true };
  };
  return { encoding: 'o200k_base', before: cut(original), after: cut(rewrite), limit: 10_000 };
}
