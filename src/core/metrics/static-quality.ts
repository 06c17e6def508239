import type { Category, Finding, Placeholder, Quality, RubricDimension, Severity } from '../model.ts';
import { mix, ramp } from './numbers.ts';
import { readDemandFeatures, readFeatures } from './prompt-features.ts';
import type { PromptFeatures } from './prompt-features.ts';
import { roundPoints } from './quality-gain.ts';
import { defaultRubricWeights, type RubricWeights } from './rubric-weights.ts';
import { settleText } from './settled-text.ts';
import { taskDemand } from './task-demand.ts';
import type { TaskDemand } from './task-demand.ts';

/** What the rubric reads: a text, its placeholders and the findings of the rules on it. */
export interface RubricSubject {
  readonly text: string;
  readonly contract: { readonly placeholders: readonly Placeholder[] };
  readonly findings: readonly Finding[];
  /**
   * The demand of the original when a rewrite is scored: the rewrite must serve the same task, so that dropping
   * requirements does not make the task look easier. Left out: the demand of the text itself.
   */
  readonly demand?: TaskDemand;
}

/** Share of a dimension that one finding takes; several multiply, so that the tenth takes less than the first. */
export const severityPenalties: Readonly<Record<Severity, number>> = {
  error: 0.4,
  warning: 0.2,
  information: 0.1,
  hint: 0.05,
};

/**
 * Static quality Q_s in [0, 100], tier E0: the weighted mean of seven dimensions, each made of what the task needs and
 * the prompt shows, times the penalties of its findings. Deterministic; nothing is divided by the length of the text.
 */
export function scoreStaticQuality(
  subject: RubricSubject,
  weights: RubricWeights = defaultRubricWeights,
): Quality {
  const settled = settleText(subject.text, subject.contract.placeholders, subject.findings);
  const features = readFeatures(settled.text, settled.placeholders);
  const demand = subject.demand ?? measureDemand(subject);
  const evidence = scoreEvidence(features, demand);
  const gate = taskStated(features) * (0.5 + 0.5 * specificity(features));
  const dimensions = mapDimensions(
    (name) =>
      gate * evidence[name] * penaltyFactor(subject.findings.filter((f) => dimensionOf[f.category] === name)),
  );
  return { value: weigh(dimensions, weights), tier: 'E0', dimensions };
}

/** The same measurement under other weights: they are no part of the dimensions. */
export function weighQuality(quality: Quality, weights: RubricWeights): Quality {
  return { ...quality, value: weigh(quality.dimensions, weights) };
}

function weigh(dimensions: Quality['dimensions'], weights: RubricWeights): number {
  return roundPoints(100 * weightedMean(dimensions, weights));
}

/** The demand that a text makes on its own prompt; give the original's to `scoreStaticQuality` for its rewrites. */
export function measureDemand({ text, contract }: Pick<RubricSubject, 'text' | 'contract'>): TaskDemand {
  return taskDemand(readDemandFeatures(text, contract.placeholders));
}

const dimensionNames = Object.keys(defaultRubricWeights) as RubricDimension[];

/** Unsafe prompts fail for want of a rule about what must not happen: they count against the constraints. */
const dimensionOf: Readonly<Record<Category, RubricDimension>> = {
  clarity: 'clarity',
  structure: 'structure',
  constraints: 'constraints',
  'output-contract': 'outputContract',
  consistency: 'consistency',
  economy: 'economy',
  safety: 'constraints',
};

/** However many findings there are, this share of the evidence stays, so that the order of bad prompts stays visible. */
const penaltyFloor = 0.2;

function penaltyFactor(findings: readonly Finding[]): number {
  let product = 1;
  for (const severity of ['error', 'warning', 'information', 'hint'] as const) {
    const count = findings.filter((finding) => finding.severity === severity).length;
    for (let index = 0; index < count; index += 1) product *= 1 - severityPenalties[severity];
  }
  return penaltyFloor + (1 - penaltyFloor) * product;
}

/**
 * How far a task is stated at all; it multiplies every dimension, so that a text without a task scores low however
 * tidy it is, and deleting the task never pays.
 */
function taskStated(features: PromptFeatures): number {
  if (features.words + features.inputs === 0) return 0;
  const english = englishTaskStated(features);
  const foreign = features.words >= 3 ? 1 : 0.3;
  return mix(features.englishConfidence, english, foreign);
}

function englishTaskStated(features: PromptFeatures): number {
  if (features.directives > 0 || features.hasQuestion) return 1;
  if (features.inputs > 0 && features.hasSections) return 0.5;
  if (features.hasDescribedBehaviour) return 0.8;
  if (features.hasRole && features.hasBehaviour) return 0.6;
  return features.hasRole || features.hasConstraint ? 0.25 : 0.1;
}

function scoreEvidence(features: PromptFeatures, demand: TaskDemand): Record<RubricDimension, number> {
  const { specification, organisation } = demand;
  // In a language that the word lists do not know, the evidence they would have found is taken as half there.
  const lexical = (met: number) => mix(features.englishConfidence, met, 0.5);
  const answerNeed = Math.max(leastAnswerNeed, specification);
  return {
    clarity:
      0.7 * statement(features) +
      0.3 * serve(specification, lexical(met({ context: [features.hasContext, 1] }))),
    structure: serve(organisation, structureMet(features)),
    constraints: serve(Math.max(leastConstraintNeed, specification), lexical(constraintsMet(features))),
    outputContract: serve(answerNeed, Math.max(lexical(outputMet(features)), features.hasTemplate ? 0.5 : 0)),
    examples: serve(exampleNeed * organisation, lexical(examplesMet(features))),
    consistency: 1,
    economy: economyEvidence(features),
  };
}

/** Even the simplest task gains a little from saying what form the answer takes. */
const leastAnswerNeed = 0.2;
const leastConstraintNeed = 0.1;
/** Examples help long tasks most, and even there other things help more. */
const exampleNeed = 0.7;

/** Full credit when nothing is needed, else as much as the need is met. */
function serve(need: number, share: number): number {
  return 1 - need * (1 - share);
}

/** The task names its object, and stands where a reader meets it early or under a heading. */
function statement(features: PromptFeatures): number {
  const before = features.wordsBeforeTask ?? 0;
  return specificity(features) * (features.hasSections ? 1 : 1 - 0.5 * ramp(before, 60, 300));
}

/** "Write something good." names a verb and nothing else: two informative words make a task specific. */
function specificity({ informativeWords }: PromptFeatures): number {
  return Math.min(1, informativeWords / 2);
}

function structureMet(features: PromptFeatures): number {
  return met({
    sections: [features.hasSections, 0.4],
    list: [features.hasList, 0.25],
    paragraphs: [features.paragraphs >= 2, 0.25],
    inputs: [features.areInputsDelimited, 0.2],
  });
}

function constraintsMet(features: PromptFeatures): number {
  return met({
    constraint: [features.hasConstraint, 0.5],
    quantity: [features.hasQuantity || features.hasOutputLimit, 0.2],
    edgeCase: [features.hasEdgeCase, 0.3],
    criteria: [features.hasCriteria, 0.1],
  });
}

function outputMet(features: PromptFeatures): number {
  return met({
    format: [features.hasOutputFormat, 0.45],
    section: [features.hasOutputSection, 0.25],
    limit: [features.hasOutputLimit, 0.15],
    template: [features.hasTemplate, 0.25],
  });
}

function examplesMet(features: PromptFeatures): number {
  return met({
    pairs: [features.hasExamplePairs, 1],
    mention: [features.hasExampleMention, 0.6],
    template: [features.hasTemplate, 0.5],
  });
}

function met(parts: Readonly<Record<string, readonly [present: boolean, share: number]>>): number {
  const shares = Object.values(parts).map(([present, share]) => (present ? share : 0));
  return Math.min(
    1,
    shares.reduce((sum, share) => sum + share, 0),
  );
}

/** Redundant words count absolutely, at most 40 %: a long prompt is not excused, a short one not drowned. */
function economyEvidence({ redundantWords }: PromptFeatures): number {
  return 0.6 + 0.4 / (1 + redundantWords / 200);
}

function mapDimensions(score: (name: RubricDimension) => number): Record<RubricDimension, number> {
  return Object.fromEntries(dimensionNames.map((name) => [name, score(name)])) as Record<
    RubricDimension,
    number
  >;
}

/** Mean of the dimensions in [0, 1] by their weights. */
export function weightedMean(
  dimensions: Readonly<Record<RubricDimension, number>>,
  weights: RubricWeights,
): number {
  const total = dimensionNames.reduce((sum, name) => sum + weights[name], 0);
  return dimensionNames.reduce((sum, name) => sum + weights[name] * dimensions[name], 0) / total;
}
