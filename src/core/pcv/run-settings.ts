import { defaultRubricWeights } from '../metrics/rubric-weights.ts';
import type { RunSettings } from '../model.ts';

/** What a run does when nobody says otherwise. */
export const defaultRunSettings: RunSettings = {
  engine: 'rules',
  iterations: 5,
  candidates: 4,
  lambda: 0.35,
  divergeAllowance: 0.2,
  stabiliseTarget: 0.35,
  margin: 2,
  patience: 2,
  convergenceThreshold: 0.1,
  targetQuality: null,
  encoding: 'o200k_base',
  budget: { calls: null, tokens: null, costUsd: null, timeMs: null },
  operators: ['patch', 'stabilise', 'diverge', 'merge'],
  temperature: 0.7,
  schedule: 'sequential',
  judgeRepeats: 3,
  bothOrders: true,
  rubricWeights: defaultRubricWeights,
  requirementCoverage: true,
  alpha: 0.05,
  repeats: 2,
  screeningCases: 3,
  holdoutShare: 0.6,
  reasoningCases: 12,
  headroomGate: true,
  explain: 'operators',
};

interface Range {
  readonly minimum: number;
  readonly maximum: number;
  readonly isWhole: boolean;
}

/** The numeric parameters with their bounds, the same in the CLI, the settings and the TFM Controller. */
export const settingRanges = {
  iterations: { minimum: 3, maximum: 10, isWhole: true },
  candidates: { minimum: 1, maximum: 8, isWhole: true },
  lambda: { minimum: 0, maximum: 100, isWhole: false },
  divergeAllowance: { minimum: 0, maximum: 1, isWhole: false },
  stabiliseTarget: { minimum: 0, maximum: 0.9, isWhole: false },
  margin: { minimum: 0, maximum: 20, isWhole: false },
  patience: { minimum: 1, maximum: 10, isWhole: true },
  convergenceThreshold: { minimum: 0, maximum: 10, isWhole: false },
  temperature: { minimum: 0, maximum: 2, isWhole: false },
  judgeRepeats: { minimum: 1, maximum: 9, isWhole: true },
  alpha: { minimum: 0.001, maximum: 0.2, isWhole: false },
  repeats: { minimum: 1, maximum: 10, isWhole: true },
  screeningCases: { minimum: 2, maximum: 100, isWhole: true },
  holdoutShare: { minimum: 0, maximum: 0.8, isWhole: false },
  reasoningCases: { minimum: 0, maximum: 100, isWhole: true },
} as const satisfies Partial<Record<keyof RunSettings, Range>>;

export type RangedSetting = keyof typeof settingRanges;

/** What is wrong with a value of a ranged setting as a phrase ("must be …"), or null when it is fine. */
export function describeRangeViolation(setting: RangedSetting, value: number): string | null {
  const { minimum, maximum, isWhole }: Range = settingRanges[setting];
  if (
    Number.isFinite(value) &&
    value >= minimum &&
    value <= maximum &&
    (!isWhole || Number.isInteger(value))
  ) {
    return null;
  }
  return `must be a ${isWhole ? 'whole ' : ''}number from ${minimum} to ${maximum}`;
}
