import type { Contract } from '../../contract/contract.ts';
import { scoreStaticQuality } from '../../metrics/static-quality.ts';
import type { Finding, PromptText, Quality } from '../../model.ts';
import { createAnalyst } from './analyst.ts';

/** All that rules and rubric say of a text, in plain data that can be sent between threads. */
export interface TextAnalysis {
  readonly contract: Contract;
  readonly findings: readonly Finding[];
  readonly quality: Quality;
}

/** Reads a text once and measures it by its own task. */
export function analyzeText({ text, interpolations }: PromptText): TextAnalysis {
  const { contract, findings } = createAnalyst()({ text, interpolations });
  return { contract, findings, quality: scoreStaticQuality({ text, contract, findings }) };
}
