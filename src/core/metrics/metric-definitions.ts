/** Every number that the product shows has one of these identifiers. */
export type MetricId =
  | 'tokens'
  | 'compression'
  | 'quality'
  | 'qualityGain'
  | 'verdict'
  | 'reasoningGainIndex'
  | 'cost'
  | 'efficiency'
  | 'compactness'
  | 'breakEvenCalls'
  | 'lambdaTradeoff'
  | 'priority';

/** How a metric is explained wherever it is shown. All strings are English sources for translation. */
export interface MetricDefinition {
  readonly id: MetricId;
  readonly label: string;
  readonly unit: string;
  readonly definition: string;
  readonly formula: string;
  readonly inputs: readonly string[];
  /** What it means when the number is missing or null. */
  readonly unknown: string;
}

/** The definitions, in the order in which the panel, the report and the docs show them. */
export const metricDefinitions: readonly MetricDefinition[] = [
  {
    id: 'tokens',
    label: 'Tokens',
    unit: 'tokens',
    definition: 'How many tokens the prompt text is, and which count says so.',
    formula: 'T(p)',
    inputs: ['prompt text', 'encoding or usage report'],
    unknown: 'Always known; an estimate is marked with ≈.',
  },
  {
    id: 'compression',
    label: 'Compression',
    unit: '%',
    definition:
      'The share of tokens saved against the prompt as it stood when the run began; negative is an expansion.',
    formula: '100 · (1 - T1/T0)',
    inputs: ['tokens of the original', 'tokens of the candidate'],
    unknown: 'Always known.',
  },
  {
    id: 'quality',
    label: 'Quality',
    unit: 'points of 100',
    definition: 'The weighted rubric of seven dimensions, read at the tier shown beside it.',
    formula: '100 · Σ w · dimension / Σ w',
    inputs: ['prompt text', 'placeholders', 'findings of the rules'],
    unknown: 'No reading at this tier; tiers are never mixed.',
  },
  {
    id: 'qualityGain',
    label: 'Quality Gain',
    unit: 'points',
    definition:
      'How much better the candidate is than the original, at one tier, with its interval where there are cases.',
    formula: 'Q(p1) - Q(p0), with cases 100 · mean(s1 - s0)',
    inputs: ['quality of the original', 'quality of the candidate'],
    unknown: 'Not measured; a failed measurement is missing data, never a score.',
  },
  {
    id: 'verdict',
    label: 'Verdict',
    unit: '',
    definition:
      'What the evidence allows to say: improved, equivalent and cheaper, inconclusive, or regressed.',
    formula: 'from gain, interval, tokens and noise floor',
    inputs: ['quality gain', 'tokens'],
    unknown: 'Inconclusive: keep the original.',
  },
  {
    id: 'reasoningGainIndex',
    label: 'Reasoning Gain Index',
    unit: 'share',
    definition:
      'The share of what reasoning lacked that the rewrite supplied, or of what it had that it lost: in outputs of kept cases (E2), else in the scaffold of the texts (E0).',
    formula: '(R1 - R0)/(1 - R0) if R1 >= R0, else (R1 - R0)/R0',
    inputs: ['reasoning of the original (R0)', 'reasoning of the candidate (R1)'],
    unknown: 'Not applicable: the task has no reasoning to show.',
  },
  {
    id: 'cost',
    label: 'Cost of a call',
    unit: 'US$',
    definition: 'What one call with the prompt costs at the price that is known for the model.',
    formula: 'T_in · price_in + E[T_out] · price_out',
    inputs: ['tokens', 'price of the model'],
    unknown: 'No price is known for the model; tokens are shown instead.',
  },
  {
    id: 'efficiency',
    label: 'Efficiency',
    unit: '%',
    definition: 'The change of quality per token.',
    formula: '(Q1/T1)/(Q0/T0) - 1',
    inputs: ['quality and tokens of the original', 'quality and tokens of the candidate'],
    unknown:
      'Not shown for a regression, since deleting the prompt would win, nor where the original scores 0.',
  },
  {
    id: 'compactness',
    label: 'Compactness',
    unit: 'share',
    definition: 'The share of words that neither repeat three words seen before nor are filler.',
    formula: '1 - redundant words / words',
    inputs: ['prompt text'],
    unknown: 'Always known; a prompt without words has 1.',
  },
  {
    id: 'breakEvenCalls',
    label: 'Break-even',
    unit: 'calls',
    definition: 'After how many calls the run has paid for itself.',
    formula: 'cost of the run / saving per call',
    inputs: ['cost of the run', 'saving per call'],
    unknown: 'Never, when a call saves nothing; unknown, when a price is missing.',
  },
  {
    id: 'lambdaTradeoff',
    label: 'Lambda trade-off',
    unit: 'points',
    definition: 'The quality gained less what λ says the change of cost is worth.',
    formula: 'ΔQ - λ · 100 · Δc/c0',
    inputs: ['quality gain', 'relative cost', 'λ'],
    unknown: 'Always known at the tier of the quality gain.',
  },
  {
    id: 'priority',
    label: 'Priority',
    unit: 'of 100',
    definition:
      'Which prompt of the workspace to optimize next: low quality, many calls and a large share of the bill raise it.',
    formula: 'f · (w_q · (1 - Q0/100) + w_c · share) · u / κ, scaled to 100',
    inputs: ['quality', 'calls per day', 'share of tokens', 'test cases', 'cost class of a run'],
    unknown: 'Unknown calls per day count as 1.',
  },
];

/** The definition of one metric. */
export function metricDefinition(id: MetricId): MetricDefinition {
  const definition = metricDefinitions.find((candidate) => candidate.id === id);
  if (definition === undefined) throw new RangeError(`No definition of the metric ${id}.`);
  return definition;
}
