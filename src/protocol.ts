import * as z from 'zod/mini';

import { runProgressSchema } from './core/report/run-progress.ts';
import { analyticsRequestSchema } from './protocol/analytics-page.ts';
import { assistantRequestSchema } from './protocol/assistant-page.ts';
import { controllerRequestSchema } from './protocol/controller-page.ts';
import { pageNameSchema, pageSchema } from './protocol/pages.ts';
import { timelineRequestSchema } from './protocol/timeline-page.ts';
import {
  categorySchema,
  checkSchema,
  encodingSchema,
  explanationSchema,
  formSchema,
  metricsSchema,
  qualitySchema,
  runReportSchema,
  spanSchema,
  verdictSchema,
} from './core/report/run-report.ts';

/**
 * What host and panel say to each other. The host owns the truth: every message to the panel is a complete snapshot,
 * never a change of one, so that a panel that was hidden or reloaded shows the same. Both sides parse what they get.
 */

export const subjectSchema = z.object({
  file: z.string(),
  line: z.number(),
  name: z.nullable(z.string()),
  form: formSchema,
});

/** What the reader has chosen among the results of a run. */
export const selectionSchema = z.object({
  /** A member of `report.front`; `original` when that has none. */
  pickId: z.string(),
  lambda: z.number(),
  /** Indexes into `current.explanations`. */
  rejectedHunks: z.array(z.number()),
});

/** What the selection comes to, as the host computed it: the text that Apply would write and its numbers. */
export const currentSchema = z.object({
  text: z.string(),
  tokens: z.number(),
  quality: qualitySchema,
  /** Of the original at the same tier, which may be another one than the report's. */
  originalQuality: z.optional(qualitySchema),
  verdict: verdictSchema,
  metrics: metricsSchema,
  checks: z.array(checkSchema),
  /** All hunks between the original and the pick, the rejected ones included, so that they can be taken back. */
  explanations: z.array(explanationSchema),
});

const actionSchema = z.object({
  status: z.enum(['pending', 'applied', 'kept', 'stale', 'undone']),
  /** What has happened, for people; empty while the decision is pending. */
  sentence: z.string(),
  canApply: z.boolean(),
  /** Why Apply cannot run; null when it can. */
  reason: z.nullable(z.string()),
  canUndo: z.boolean(),
});

const cutTextSchema = z.object({
  /** Where each token ends, rising, for as much of the text as is shown. */
  ends: z.array(z.number()),
  /** Tokens of the whole text. */
  tokens: z.number(),
  isWhole: z.boolean(),
});

/** How the encoding cuts the original and the selected text. */
const tokenViewSchema = z.object({
  encoding: encodingSchema,
  before: cutTextSchema,
  after: cutTextSchema,
  /** Characters of each text that are cut at most. */
  limit: z.number(),
});

const resultSchema = z.object({
  name: z.literal('result'),
  report: runReportSchema,
  /** How the run went; null for one that was read from the history. */
  progress: z.nullable(runProgressSchema),
  selection: selectionSchema,
  current: currentSchema,
  action: actionSchema,
  /** Distinct placeholder texts of the original, to be highlighted. */
  placeholders: z.array(z.string()),
  /** Spans of the original that no rewrite may touch. */
  frozen: z.array(spanSchema),
  /** Absent until the reader asks for it. */
  tokenView: z.optional(tokenViewSchema),
  /** What cases would have to give, where a run of models had none; absent where they would change nothing. */
  casesOffer: z.optional(z.enum(['placeholders', 'message', 'control-blocks'])),
  /** Of the original among the prompts of the workspace, 0 to 100; null or absent when those were not scanned. */
  priority: z.optional(z.nullable(z.number())),
});

const findingSchema = z.object({
  ruleId: z.string(),
  category: categorySchema,
  severity: z.enum(['error', 'warning', 'information', 'hint']),
  message: z.string(),
  /** The text the finding is about, quoted unchanged. */
  evidence: z.string(),
  /** Line of the prompt, from 1. */
  line: z.number(),
  /** What the rule would do about it; null when it only names it. */
  fixTitle: z.nullable(z.string()),
});

const analysisSchema = z.object({
  name: z.literal('analysis'),
  quality: qualitySchema,
  tokens: z.object({
    value: z.number(),
    provenance: z.enum(['exact', 'tokenizer', 'estimate']),
    encoding: encodingSchema,
  }),
  findings: z.array(findingSchema),
  contract: z.object({
    placeholders: z.array(z.object({ text: z.string(), kind: z.string() })),
    frozen: z.array(z.object({ text: z.string() })),
  }),
});

const failedSchema = z.object({
  name: z.literal('failed'),
  message: z.string(),
  nextStep: z.string(),
  /** What the panel offers to do about it, the best first. */
  actions: z.array(z.enum(['run-again', 'reveal', 'select-model', 'set-key', 'open-settings', 'show-log'])),
});

const runningSchema = z.object({
  name: z.literal('running'),
  /** Null until the engine has reported its start. */
  progress: z.nullable(runProgressSchema),
  /** Milliseconds since the run was started, when this snapshot was taken. */
  elapsedMs: z.number(),
  /** True from the moment Cancel was asked for. */
  isCancelling: z.boolean(),
  /** True while other runs have the right of way. */
  isWaiting: z.optional(z.boolean()),
});

export const panelStateSchema = z.object({
  subject: z.nullable(subjectSchema),
  phase: z.discriminatedUnion('name', [
    z.object({ name: z.literal('empty') }),
    runningSchema,
    resultSchema,
    analysisSchema,
    failedSchema,
  ]),
});

export const hostMessageSchema = z.discriminatedUnion('type', [
  /** Which language the panel speaks; comes before the first snapshot. Texts by their English templates. */
  z.object({ type: z.literal('language'), tag: z.string(), texts: z.record(z.string(), z.string()) }),
  z.object({ type: z.literal('state'), state: panelStateSchema }),
  z.object({ type: z.literal('page'), page: pageSchema }),
  /** A command wants the reader to see a page. */
  z.object({ type: z.literal('show-page'), page: pageNameSchema }),
]);

export const panelMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('run-again') }),
  z.object({ type: z.literal('apply') }),
  z.object({ type: z.literal('keep-original') }),
  z.object({ type: z.literal('undo') }),
  z.object({ type: z.literal('set-lambda'), lambda: z.number().check(z.minimum(0)) }),
  z.object({ type: z.literal('pick'), id: z.string() }),
  z.object({ type: z.literal('set-hunk'), index: z.int().check(z.minimum(0)), accepted: z.boolean() }),
  z.object({ type: z.literal('set-all-hunks'), accepted: z.boolean() }),
  z.object({ type: z.literal('show-tokens') }),
  z.object({ type: z.literal('draft-cases') }),
  z.object({ type: z.literal('compare') }),
  z.object({ type: z.literal('copy') }),
  z.object({ type: z.literal('export') }),
  z.object({ type: z.literal('reveal') }),
  z.object({ type: z.literal('open-settings') }),
  z.object({ type: z.literal('select-model') }),
  z.object({ type: z.literal('set-key') }),
  z.object({ type: z.literal('show-log') }),
  /** The reader looks at a page: the host sends it and keeps it in step. */
  z.object({ type: z.literal('open-page'), page: pageNameSchema }),
  z.object({ type: z.literal('controller'), request: controllerRequestSchema }),
  z.object({ type: z.literal('analytics'), request: analyticsRequestSchema }),
  z.object({ type: z.literal('assistant'), request: assistantRequestSchema }),
  z.object({ type: z.literal('timeline'), request: timelineRequestSchema }),
]);

/**
 * What the panel keeps with `setState`, and the serializer of the host gets back after a reload: where the reader was
 * looking, never what was shown there.
 */
export const panelMemorySchema = z.object({
  version: z.literal(1),
  /** The run that was shown; null when none was. */
  run: z.nullable(z.string()),
  scrollTop: z.number(),
  place: z.object({
    page: z._default(pageNameSchema, 'result'),
    open: z.record(z.string(), z.boolean()),
    diffMode: z.enum(['inline', 'side-by-side', 'tokens']),
    unfolded: z.array(z.string()),
  }),
});

export type PanelMemory = z.infer<typeof panelMemorySchema>;
export type Subject = z.infer<typeof subjectSchema>;
export type PanelState = z.infer<typeof panelStateSchema>;
export type Phase = PanelState['phase'];
export type PhaseOf<Name extends Phase['name']> = Extract<Phase, { name: Name }>;
export type Selection = z.infer<typeof selectionSchema>;
export type TokenView = z.infer<typeof tokenViewSchema>;
export type CutText = TokenView['before'];
export type Current = z.infer<typeof currentSchema>;
export type Action = z.infer<typeof actionSchema>;
export type HostMessage = z.infer<typeof hostMessageSchema>;
export type PanelMessage = z.infer<typeof panelMessageSchema>;

/** A message that holds to the protocol, or what is wrong with it in one line. */
export type Parsed<Message> =
  { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly problem: string };

/** Parses what the panel received. */
export function parseHostMessage(value: unknown): Parsed<HostMessage> {
  return toParsed(hostMessageSchema.safeParse(value));
}

/** Parses what the host received. */
export function parsePanelMessage(value: unknown): Parsed<PanelMessage> {
  return toParsed(panelMessageSchema.safeParse(value));
}

/** Parses what `setState` kept; null for nothing, and for the memory of another version. */
export function parsePanelMemory(value: unknown): PanelMemory | null {
  const result = panelMemorySchema.safeParse(value);
  return result.success ? result.data : null;
}

function toParsed<Message>(result: z.core.util.SafeParseResult<Message>): Parsed<Message> {
  if (result.success) return { ok: true, message: result.data };
  const [issue] = result.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  return { ok: false, problem: `Message breaks the protocol at "${place}": ${issue?.code ?? 'unknown'}.` };
}
