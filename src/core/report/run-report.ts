import * as z from 'zod/mini';

/**
 * The document that a run ends with: `optimize --json` prints it, the history stores it, the panel shows it. Unknown
 * numbers are null, never 0. Fields are added, never renamed.
 */

const nullableNumber = z.nullable(z.number());

export const tierSchema = z.enum(['E0', 'E1', 'E2', 'E3']);
export const encodingSchema = z.enum(['o200k_base', 'cl100k_base']);
export const verdictSchema = z.enum(['improved', 'equivalent-and-cheaper', 'inconclusive', 'regressed']);
export const operatorSchema = z.enum(['diverge', 'stabilise', 'patch', 'merge']);
export const stopReasonSchema = z.enum([
  'target-reached',
  'converged',
  'max-iterations',
  'no-headroom',
  'budget-calls',
  'budget-tokens',
  'budget-cost',
  'budget-time',
  'cancelled',
  'provider-failed',
]);
export const formSchema = z.enum([
  'plain',
  'raw',
  'triple-quoted',
  'f-string',
  'template',
  'tagged-template',
  'concatenation',
  'heredoc',
  'block',
  'jsx',
  'file',
  'message',
]);
export const categorySchema = z.enum([
  'clarity',
  'structure',
  'constraints',
  'output-contract',
  'consistency',
  'economy',
  'safety',
]);

const intervalSchema = z.readonly(z.tuple([z.number(), z.number()]));

/** A score from 0 to 1 for each dimension of the rubric. */
export const dimensionsSchema = z.object({
  clarity: z.number(),
  structure: z.number(),
  constraints: z.number(),
  outputContract: z.number(),
  examples: z.number(),
  consistency: z.number(),
  economy: z.number(),
});

export const qualitySchema = z.object({
  value: z.number(),
  /** Over the cases that led the search; absent where there are too few of them, and at tiers without cases. */
  interval: z.optional(intervalSchema),
  tier: tierSchema,
  dimensions: dimensionsSchema,
});

const measuredTextSchema = z.object({
  text: z.string(),
  tokens: z.number(),
  quality: qualitySchema,
});

export const spanSchema = z.object({ start: z.number(), end: z.number() });

export const checkSchema = z.object({
  id: z.string(),
  status: z.enum(['passed', 'failed', 'unknown']),
  detail: z.string(),
});

/** One hunk of the final diff: `before` at `beforeSpan` of the original became `after` at `afterSpan`. */
export const explanationSchema = z.object({
  before: z.string(),
  after: z.string(),
  beforeSpan: spanSchema,
  afterSpan: spanSchema,
  /** What the hunk does to the prompt, in a sentence for each reason behind it. */
  why: z.string(),
  kind: categorySchema,
  /** The rule behind the hunk; null when a model gave the reason. */
  rule: z.nullable(z.string()),
  /** Tokens of the whole prompt with only this hunk applied, less those of the original. */
  tokensDelta: z.number(),
  /** The passages differ too much to be compared word by word: they are shown as replaced whole. */
  isCoarse: z.optional(z.boolean()),
});

export const frontMemberSchema = z.object({
  id: z.string(),
  text: z.string(),
  quality: qualitySchema,
  tokens: z.number(),
  /** Cost of a call relative to the original, which has 1. */
  cost: z.number(),
  operator: z.union([operatorSchema, z.literal('original')]),
  round: z.number(),
  /** The hunks that lead from the original to this text. */
  explanations: z.array(explanationSchema),
  /** What the Verifier has decided about it; absent in reports of older versions. */
  verdict: z.optional(verdictSchema),
});

const roleUsageSchema = z.object({
  role: z.enum(['proposer', 'critic', 'verifier', 'target']),
  model: z.string(),
  calls: z.number(),
  cachedCalls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costUsd: nullableNumber,
  /** Whether the provider reported the tokens of every call. */
  provenance: z.enum(['exact', 'estimate']),
  latencyMs: z.optional(nullableNumber),
});

export const usageSchema = z.object({
  calls: z.number(),
  cachedCalls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costUsd: nullableNumber,
  wallMs: z.number(),
  criticalPathMs: z.number(),
  /** Of the input tokens, those of our own instructions and schemas as counted here; absent where no model can be called. */
  overheadTokens: z.optional(z.number()),
  /** By role and model; absent where no model can be called. */
  byRole: z.optional(z.readonly(z.array(roleUsageSchema))),
});

/** US dollars per million tokens. */
const priceSchema = z.object({ input: z.number(), cachedInput: nullableNumber, output: z.number() });

export const metricsSchema = z.object({
  tokens: z.object({
    before: z.number(),
    after: z.number(),
    provenance: z.enum(['exact', 'tokenizer', 'estimate']),
    encoding: encodingSchema,
  }),
  /** Percent; negative is an expansion. */
  compression: z.number(),
  qualityGain: z.object({
    value: nullableNumber,
    tier: tierSchema,
    interval: z.nullable(z.tuple([z.number(), z.number()])),
  }),
  reasoningGainIndex: z.object({ value: nullableNumber, tier: tierSchema }),
  /** Change of quality per token; null when the verdict is `regressed`. */
  efficiency: nullableNumber,
  compactness: z.object({ before: z.number(), after: z.number() }),
  lambda: z.object({ value: z.number(), tradeoff: z.number(), breakpoints: z.array(z.number()) }),
  /** Calls after which the run has paid for itself; null: unknown or never. */
  breakEvenCalls: nullableNumber,
  /** US dollars for the prompt's own tokens in one call; absent while no price is known. */
  callCost: z.optional(z.object({ before: z.number(), after: z.number(), price: priceSchema })),
});

const forecastRangeSchema = z.object({ low: z.number(), expected: z.number(), high: z.number() });

/** What was said before the run about what it would take; `usage` has what it took. */
export const forecastSchema = z.object({
  calls: forecastRangeSchema,
  inputTokens: forecastRangeSchema,
  outputTokens: forecastRangeSchema,
  /** US dollars; null when a price is unknown. */
  costUsd: z.nullable(forecastRangeSchema),
  durationMs: forecastRangeSchema,
  /** What the time rests on: calls of these models in earlier runs, or what models usually take; absent in older reports. */
  latency: z.optional(z.enum(['measured', 'usual'])),
});

/** What models found out, and how far it can be trusted; absent where no model judged. */
const evidenceSchema = z.object({
  /** What a reader has to know, in whole sentences. */
  sentences: z.array(z.string()),
  /** Share of pairs that were judged alike in both orders. */
  positionConsistency: nullableNumber,
  judgedPairs: z.number(),
  /** Cases that the run could try its texts on; absent in older reports. */
  givenCases: z.optional(z.number()),
  /** Requirements of the original that were looked for in every candidate. */
  requirements: nullableNumber,
  /** The result over cases that led no search. */
  cases: z.nullable(
    z.object({
      tier: tierSchema,
      /** Points; null when too many cases are missing. */
      gain: nullableNumber,
      /** Mean scores of both prompts in points; null where outputs are only compared. */
      quality: z.optional(z.nullable(z.object({ before: z.number(), after: z.number() }))),
      interval: z.nullable(intervalSchema),
      pValue: nullableNumber,
      cases: z.number(),
      /** Points. */
      noiseFloor: nullableNumber,
      /** How many cases it would take to tell, as a sentence. */
      power: z.nullable(z.string()),
      /** Mean tokens of both prompts, filled in with the values of the cases. */
      renderedTokens: z.optional(z.nullable(z.object({ before: z.number(), after: z.number() }))),
      /** How well outputs of kept cases reason, 0 to 1; null numbers: unknown, or the tasks need no steps. */
      reasoning: z.optional(
        z.nullable(
          z.object({ before: nullableNumber, after: nullableNumber, cases: z.number(), missing: z.number() }),
        ),
      ),
    }),
  ),
});

export const runReportSchema = z.object({
  /** Identifier of the run. */
  run: z.string(),
  engine: z.enum(['rules', 'openai', 'vscode-lm']),
  prompt: z.object({
    file: z.string(),
    line: z.number(),
    name: z.nullable(z.string()),
    form: formSchema,
  }),
  original: measuredTextSchema,
  /** The pick; null when nothing was better than the original. */
  candidate: z.nullable(measuredTextSchema),
  changed: z.boolean(),
  verdict: verdictSchema,
  stopReason: stopReasonSchema,
  /** Rounds that were run. */
  iterations: z.number(),
  metrics: metricsSchema,
  checks: z.array(checkSchema),
  explanations: z.array(explanationSchema),
  front: z.array(frontMemberSchema),
  usage: usageSchema,
  /** Absent where no model was asked to judge. */
  evidence: z.optional(evidenceSchema),
  /** The schedule that ran; absent where no model was asked. */
  schedule: z.optional(z.enum(['sequential', 'overlapped'])),
  /** Absent where no model was asked. */
  forecast: z.optional(forecastSchema),
});

export type RunReport = z.infer<typeof runReportSchema>;
export type Explanation = z.infer<typeof explanationSchema>;
export type Metrics = z.infer<typeof metricsSchema>;
