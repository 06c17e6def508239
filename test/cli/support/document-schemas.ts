import * as z from 'zod';

/**
 * The documents of the command line, field by field as the design has them. Fields may be added, so objects are open;
 * what is unknown is null, so no field may be missing.
 */

const unit = z.number().min(0).max(1);
const whole = z.number().int().min(0);
const place = z.number().int().min(1);
const tier = z.enum(['E0', 'E1', 'E2', 'E3']);
const encoding = z.enum(['o200k_base', 'cl100k_base']);
const provenance = z.enum(['exact', 'tokenizer', 'estimate']);
const nullableNumber = z.number().nullable();
const offset = z.tuple([whole, whole]);
const form = z.enum([
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
const category = z.enum([
  'clarity',
  'structure',
  'constraints',
  'output-contract',
  'consistency',
  'economy',
  'safety',
]);

const finding = z.object({
  ruleId: z.string().regex(/^PO\d{3}$/),
  severity: z.enum(['error', 'warning', 'information', 'hint']),
  category,
  message: z.string().min(1),
  line: place,
  column: place,
  endLine: place,
  endColumn: place,
  fixable: z.boolean(),
});

export const countSchema = z.object({ tokens: whole, encoding, provenance, characters: whole });

export const lintSchema = z.array(z.object({ file: z.string(), findings: z.array(finding) }));

export const scanSchema = z.object({
  files: whole,
  prompts: z.array(
    z.object({
      file: z.string(),
      language: z.string(),
      form,
      name: z.string().nullable(),
      line: place,
      column: place,
      endLine: place,
      endColumn: place,
      offset,
      text: z.string(),
      placeholders: z.array(z.object({ text: z.string(), kind: z.string() })),
      tokens: z.object({ value: whole, provenance, encoding }),
      confidence: unit,
      reasons: z.array(z.string()),
      findings: z.array(finding),
      priority: z.number().min(0).max(100),
    }),
  ),
  skipped: z.array(z.object({ file: z.string(), reason: z.string() })),
  literals: z
    .array(z.object({ file: z.string(), offset, form, value: z.string(), isPrompt: z.boolean() }))
    .optional(),
});

const quality = z.object({ value: z.number().min(0).max(100), tier });
const measured = z.object({ text: z.string(), tokens: whole, quality });

export const optimizeSchema = z.object({
  run: z.string().min(1),
  engine: z.enum(['rules', 'openai', 'vscode-lm']),
  prompt: z.object({ file: z.string(), line: place, name: z.string().nullable(), form }),
  original: measured,
  candidate: measured.nullable(),
  changed: z.boolean(),
  verdict: z.enum(['improved', 'equivalent-and-cheaper', 'inconclusive', 'regressed']),
  stopReason: z.string(),
  iterations: whole,
  metrics: z.object({
    tokens: z.object({ before: whole, after: whole, provenance, encoding }),
    compression: z.number(),
    qualityGain: z.object({
      value: nullableNumber,
      tier,
      interval: z.tuple([z.number(), z.number()]).nullable(),
    }),
    reasoningGainIndex: z.object({ value: nullableNumber, tier }),
    efficiency: nullableNumber,
    compactness: z.object({ before: z.number(), after: z.number() }),
    lambda: z.object({ value: z.number(), tradeoff: z.number(), breakpoints: z.array(z.number()) }),
    breakEvenCalls: nullableNumber,
  }),
  checks: z.array(
    z.object({ id: z.string(), status: z.enum(['passed', 'failed', 'unknown']), detail: z.string() }),
  ),
  explanations: z.array(
    z.object({
      before: z.string(),
      after: z.string(),
      why: z.string().min(1),
      kind: category,
      rule: z.string().nullable(),
    }),
  ),
  front: z.array(
    z.object({
      text: z.string(),
      quality,
      tokens: whole,
      cost: z.number().min(0),
      operator: z.enum(['diverge', 'stabilise', 'patch', 'merge', 'original']),
    }),
  ),
  usage: z.object({
    calls: whole,
    cachedCalls: whole,
    inputTokens: whole,
    outputTokens: whole,
    costUsd: nullableNumber,
    wallMs: z.number().min(0),
    criticalPathMs: z.number().min(0),
  }),
});

export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run-start'), run: z.string(), iterations: whole }),
  z.object({ type: z.literal('round-start'), round: place }),
  z.object({ type: z.literal('proposal-start'), round: place }),
  z.object({
    type: z.literal('candidate'),
    round: place,
    candidateId: z.string(),
    operator: z.enum(['diverge', 'stabilise', 'patch', 'merge']),
    text: z.string(),
    parentIds: z.array(z.string()),
  }),
  z.object({
    type: z.literal('proposal-end'),
    round: place,
    candidates: z.array(z.object({ id: z.string() })),
  }),
  z.object({ type: z.literal('critique-end'), round: place, candidateId: z.string() }),
  z.object({
    type: z.literal('verification-end'),
    round: place,
    candidateId: z.string(),
    accepted: z.boolean(),
  }),
  z.object({ type: z.literal('round-end'), round: place, pickId: z.string(), gain: z.number() }),
  z.object({ type: z.literal('run-end'), report: z.unknown() }),
]);

export const historySchema = z.object({
  prompts: z.array(
    z.object({
      id: z.string(),
      file: z.string(),
      line: place,
      symbolPath: z.string(),
      name: z.string().nullable(),
      form,
      language: z.string(),
      versions: z.array(
        z.object({
          id: z.string(),
          createdAt: z.iso.datetime(),
          origin: z.string(),
          current: z.boolean(),
          tokens: z.object({ value: whole, provenance, encoding: encoding.nullable() }).nullable(),
          tokensDelta: nullableNumber,
          quality: quality.nullable(),
          verdict: z.string().nullable(),
          outcome: z.string().nullable(),
          runId: z.string().nullable(),
          basisId: z.string().nullable(),
          note: z.string().nullable(),
          text: z.string(),
        }),
      ),
    }),
  ),
});
