import type { Placeholder } from '../model.ts';
import { evidencePatterns } from './evidence-patterns.ts';
import { ramp } from './numbers.ts';
import { readOutput, type OutputFeatures } from './output-features.ts';
import { isSectionMark, readLines, type PromptLine } from './prompt-lines.ts';
import { countWords, taskVerb } from './task-features.ts';

export type ComplexityLevel = 'simple' | 'moderate' | 'complex';

/** What makes a prompt hard to rewrite without losing anything. */
export type ComplexityFactorId =
  'requirements' | 'length' | 'placeholders' | 'sections' | 'examples' | 'outputContract';

export interface ComplexityFactor {
  readonly id: ComplexityFactorId;
  /** How many there are; of `outputContract`, how many parts of one are fixed, 0 to 4. */
  readonly count: number;
  /** What the factor adds to the score, in [0, its weight]. */
  readonly part: number;
}

export interface Complexity {
  readonly level: ComplexityLevel;
  /** In [0, 1]. */
  readonly score: number;
  /** All factors, the strongest first. */
  readonly factors: readonly ComplexityFactor[];
}

/**
 * How complex a prompt is: a weighted sum of six counts, each of which rises straight from 0 to its weight between the
 * two bounds of its row in `scales`. Below 0.3 it is simple, from 0.6 on complex. Deterministic, tier E0.
 */
export function measureComplexity(text: string, placeholders: readonly Placeholder[]): Complexity {
  const counts = countFactors(text, placeholders);
  const factors = factorIds
    .map((id) => ({ id, count: counts[id], part: partOf(id, counts[id]) }))
    .sort((a, b) => b.part - a.part);
  const score = factors.reduce((sum, { part }) => sum + part, 0);
  return { score, level: levelOf(score), factors };
}

/** Rounds that are worth trying on a prompt of this complexity: 3 at score 0, 10 at score 1, rounded to the nearest. */
export function recommendedIterations({ score }: Pick<Complexity, 'score'>): number {
  return Math.round(3 + 7 * score);
}

interface Scale {
  readonly weight: number;
  /** The count up to which the factor adds nothing. */
  readonly low: number;
  /** The count from which it adds its whole weight. */
  readonly high: number;
}

/** Requirements weigh most: each is one more thing that a rewrite can drop. The weights add up to 1. */
const scales: Readonly<Record<ComplexityFactorId, Scale>> = {
  requirements: { weight: 0.35, low: 1, high: 16 },
  length: { weight: 0.25, low: 40, high: 600 },
  placeholders: { weight: 0.15, low: 0, high: 6 },
  sections: { weight: 0.1, low: 0, high: 6 },
  examples: { weight: 0.075, low: 0, high: 3 },
  outputContract: { weight: 0.075, low: 0, high: 3 },
};

const factorIds = Object.keys(scales) as readonly ComplexityFactorId[];

const complexFrom = 0.6;
const moderateFrom = 0.3;

function levelOf(score: number): ComplexityLevel {
  if (score >= complexFrom) return 'complex';
  return score >= moderateFrom ? 'moderate' : 'simple';
}

function partOf(id: ComplexityFactorId, count: number): number {
  const { weight, low, high } = scales[id];
  return weight * ramp(count, low, high);
}

function countFactors(
  text: string,
  placeholders: readonly Placeholder[],
): Readonly<Record<ComplexityFactorId, number>> {
  const { lines, codeBlocks } = readLines(text, placeholders);
  return {
    requirements: new Set(lines.filter(isRequirement).map(({ plain }) => plain)).size,
    length: countWords(lines),
    placeholders: new Set(placeholders.map(({ name, text: own }) => name || own)).size,
    sections: lines.filter((line) => isSectionMark(line) && !isClosingTag(line)).length,
    examples: lines.filter(startsExample).length,
    outputContract: countContractParts(readOutput(lines, codeBlocks)),
  };
}

/** A line that asks for something or forbids it. */
function isRequirement(line: PromptLine): boolean {
  const isConstraint = line.words.length >= 2 && evidencePatterns.constraint.test(line.plain);
  return isConstraint || taskVerb(line) !== null;
}

function isClosingTag({ unit }: PromptLine): boolean {
  return unit.kind === 'tag' && unit.text.trimStart().startsWith('</');
}

function startsExample({ plain }: PromptLine): boolean {
  return /^(?:examples? \d|example|input|for (?:example|instance))\b/u.test(plain);
}

function countContractParts(output: OutputFeatures): number {
  const parts = [output.hasOutputFormat, output.hasOutputSection, output.hasOutputLimit, output.hasTemplate];
  return parts.filter(Boolean).length;
}
