import type { SettingName } from '../src/core/pcv/setting-values.ts';
import type { RubricDimension } from '../src/core/model.ts';
import { t } from './text.ts';

/** How a number is shown: a share is typed as percent, so that nobody has to think in 0.35. */
export type NumberUnit = 'plain' | 'percent' | 'points';

interface FieldHead {
  readonly name: SettingName;
  readonly label: string;
  /** What the parameter does, in a sentence. */
  readonly help: string;
}

/** A parameter as the Controller offers it. */
export type Field =
  | (FieldHead & { readonly kind: 'number'; readonly unit: NumberUnit; readonly step: number })
  | (FieldHead & { readonly kind: 'optional-number' })
  | (FieldHead & { readonly kind: 'switch' })
  | (FieldHead & { readonly kind: 'choice'; readonly options: readonly Option[] })
  | (FieldHead & { readonly kind: 'several'; readonly options: readonly Option[] })
  | (FieldHead & { readonly kind: 'weights' });

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The parameters of one module, in the order of the page. */
export interface FieldGroup {
  readonly name: 'proposer' | 'critic' | 'verifier' | 'run';
  readonly title: string;
  readonly question: string;
  readonly fields: readonly Field[];
}

/** The Tri-Module Framework and the run around it. */
export function fieldGroups(): readonly FieldGroup[] {
  return [
    { name: 'proposer', title: t('Proposer'), question: t('How it rewrites'), fields: proposerFields() },
    { name: 'critic', title: t('Critic'), question: t('How it judges'), fields: criticFields() },
    { name: 'verifier', title: t('Verifier'), question: t('What it lets pass'), fields: verifierFields() },
    { name: 'run', title: t('Run'), question: t('How long it tries'), fields: runFields() },
  ];
}

function proposerFields(): readonly Field[] {
  return [
    {
      ...{ name: 'candidates', kind: 'number', unit: 'plain', step: 1, label: t('Candidates') },
      help: t('Rewrites that are made in one round.'),
    },
    {
      ...{
        name: 'divergeAllowance',
        kind: 'number',
        unit: 'percent',
        step: 1,
        label: t('Expand by at most (a)'),
      },
      help: t('Tokens that a diverge step may add to put in what is missing.'),
    },
    {
      ...{
        name: 'stabiliseTarget',
        kind: 'number',
        unit: 'percent',
        step: 1,
        label: t('Condense by about (b)'),
      },
      help: t('Tokens that a stabilise step aims to save.'),
    },
    {
      ...{ name: 'temperature', kind: 'number', unit: 'plain', step: 0.1, label: t('Temperature') },
      help: t('How far the rewrites of a model stray from each other.'),
    },
    {
      ...{ name: 'operators', kind: 'several', label: t('Operators') },
      help: t('The ways in which a text may be changed.'),
      options: [
        { value: 'patch', label: t('Patch') },
        { value: 'stabilise', label: t('Stabilise') },
        { value: 'diverge', label: t('Diverge') },
        { value: 'merge', label: t('Merge') },
      ],
    },
  ];
}

function criticFields(): readonly Field[] {
  return [
    {
      ...{ name: 'judgeRepeats', kind: 'number', unit: 'plain', step: 1, label: t('Judge repeats') },
      help: t('Most samples of one judgement; more than one only where it can change the decision.'),
    },
    {
      ...{ name: 'bothOrders', kind: 'switch', label: t('Both orders') },
      help: t('Two texts are compared twice, each first once: judges favour what comes first.'),
    },
    {
      ...{ name: 'rubricWeights', kind: 'weights', label: t('Rubric weights') },
      help: t('What counts in the quality number. Only the ratios matter.'),
    },
  ];
}

function verifierFields(): readonly Field[] {
  return [
    {
      ...{ name: 'margin', kind: 'number', unit: 'points', step: 0.5, label: t('Margin δ') },
      help: t('Points that a cheaper text may lose and still count as equivalent.'),
    },
    {
      ...{ name: 'alpha', kind: 'number', unit: 'plain', step: 0.001, label: t('Error rate α') },
      help: t('How often two equally good prompts may be called different.'),
    },
    {
      ...{ name: 'repeats', kind: 'number', unit: 'plain', step: 1, label: t('Repeats') },
      help: t('Outputs of each prompt for each case. Their spread is the noise.'),
    },
    {
      ...{ name: 'screeningCases', kind: 'number', unit: 'plain', step: 1, label: t('Screening cases') },
      help: t('Cases on which a candidate is tried before it is run on all.'),
    },
    {
      ...{ name: 'holdoutShare', kind: 'number', unit: 'percent', step: 5, label: t('Kept for the verdict') },
      help: t('Cases that neither Proposer nor Critic ever see.'),
    },
    {
      ...{ name: 'reasoningCases', kind: 'number', unit: 'plain', step: 1, label: t('Reasoning cases') },
      help: t(
        'Kept cases whose outputs are rated for their reasoning, where the prompt asks for any. 0: none.',
      ),
    },
    {
      ...{ name: 'requirementCoverage', kind: 'switch', label: t('Requirement coverage') },
      help: t('A text that loses a requirement of the original is turned down.'),
    },
  ];
}

function runFields(): readonly Field[] {
  return [
    {
      ...{ name: 'iterations', kind: 'number', unit: 'plain', step: 1, label: t('Iterations') },
      help: t('Most rounds; a run ends earlier when it has converged.'),
    },
    {
      ...{ name: 'patience', kind: 'number', unit: 'plain', step: 1, label: t('Patience') },
      help: t('Rounds without a gain after which a run has converged.'),
    },
    {
      ...{ name: 'convergenceThreshold', kind: 'number', unit: 'points', step: 0.1, label: t('Least gain') },
      help: t('Points that count as progress.'),
    },
    {
      ...{ name: 'lambda', kind: 'number', unit: 'plain', step: 0.05, label: t('Trade-off λ') },
      help: t('Quality points given up for a call that is 1 % cheaper. At 0 only quality counts.'),
    },
    {
      ...{ name: 'targetQuality', kind: 'optional-number', label: t('Target quality') },
      help: t('A run that reaches it has done enough. Empty: never.'),
    },
    {
      ...{ name: 'headroomGate', kind: 'switch', label: t('Headroom gate') },
      help: t('Ends before anything is spent when the cases leave nothing to gain.'),
    },
    {
      ...{ name: 'schedule', kind: 'choice', label: t('Schedule') },
      help: t('Whether a round waits for all judgements of the one before.'),
      options: [
        { value: 'sequential', label: t('Sequential') },
        { value: 'overlapped', label: t('Overlapped (faster)') },
      ],
    },
    {
      ...{ name: 'explain', kind: 'choice', label: t('Explanations') },
      help: t('Who says why each part was changed.'),
      options: [
        { value: 'operators', label: t('The operators') },
        { value: 'model', label: t('A model, in one call') },
        { value: 'off', label: t('Nobody') },
      ],
    },
  ];
}

/** The dimensions of the rubric in the order of their default weights. */
export function rubricLabels(): readonly { readonly dimension: RubricDimension; readonly label: string }[] {
  return [
    { dimension: 'clarity', label: t('Clarity') },
    { dimension: 'constraints', label: t('Constraints') },
    { dimension: 'outputContract', label: t('Output contract') },
    { dimension: 'structure', label: t('Structure') },
    { dimension: 'examples', label: t('Examples') },
    { dimension: 'consistency', label: t('Consistency') },
    { dimension: 'economy', label: t('Economy') },
  ];
}
