import type { RubricDimension } from '../model.ts';

/** Relative weight of each dimension; only their ratios count. */
export type RubricWeights = Readonly<Record<RubricDimension, number>>;

/** Default weights: what decides whether a model can do the task (clarity, limits, form of the answer) counts most. */
export const defaultRubricWeights: RubricWeights = {
  clarity: 25,
  structure: 12,
  constraints: 20,
  outputContract: 20,
  examples: 8,
  consistency: 8,
  economy: 7,
};
