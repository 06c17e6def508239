import * as z from 'zod/mini';
import { PromptOpsError } from '../errors.ts';
import {
  formSchema,
  runReportSchema,
  tierSchema,
  verdictSchema,
  type RunReport,
} from '../report/run-report.ts';

/**
 * A part of a history as one JSON document, to be kept or shared. Texts stand in it once, under their SHA-256; runs
 * hold their whole report. Fields are added, never renamed.
 */

const nullable = <Schema extends z.core.$ZodType>(schema: Schema) => z.nullable(schema);
const shortText = z.string().check(z.maxLength(4000));
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/u));
const id = z.string().check(z.minLength(1), z.maxLength(200));
/** Milliseconds since the epoch, up to the last that a date can say (ECMA-262, 21.4.1.1). */
const time = z.int().check(z.nonnegative(), z.maximum(8_640_000_000_000_000));

export const bundledVersionSchema = z.object({
  id,
  createdAt: time,
  origin: z.enum(['original', 'candidate', 'applied', 'restored', 'edited']),
  textHash: hash,
  basisId: nullable(id),
  tokens: nullable(
    z.object({
      value: z.number(),
      provenance: z.enum(['exact', 'tokenizer', 'estimate']),
      encoding: z.enum(['o200k_base', 'cl100k_base']),
    }),
  ),
  quality: nullable(z.object({ value: z.number(), tier: tierSchema })),
  verdict: nullable(verdictSchema),
  runId: nullable(id),
  outcome: nullable(z.enum(['pending', 'applied', 'refused', 'undone'])),
  review: nullable(z.enum(['pending', 'accepted', 'rejected', 'rolled-back'])),
  note: nullable(shortText),
  name: nullable(shortText),
  comment: nullable(shortText),
  tags: z.array(shortText).check(z.maxLength(20)),
  isPinned: z.boolean(),
});

export const bundledPromptSchema = z.object({
  id,
  file: z.string().check(z.minLength(1), z.maxLength(1000)),
  line: z.number().check(z.positive()),
  symbolPath: shortText,
  name: nullable(shortText),
  form: formSchema,
  language: z.string().check(z.maxLength(100)),
  versions: z.array(bundledVersionSchema),
  runs: z.array(z.object({ createdAt: time, report: runReportSchema })),
});

export const bundleSchema = z.object({
  format: z.literal('promptops-history'),
  /** Of this format; a reader refuses what is newer than itself. */
  version: z.literal(1),
  /** ISO 8601, in UTC. */
  exportedAt: z.string().check(z.maxLength(40)),
  prompts: z.array(bundledPromptSchema),
  texts: z.record(hash, z.string()),
});

export type HistoryBundle = z.infer<typeof bundleSchema>;
export type BundledPrompt = z.infer<typeof bundledPromptSchema>;
export type BundledVersion = z.infer<typeof bundledVersionSchema>;
export interface BundledRun {
  readonly createdAt: number;
  readonly report: RunReport;
}

/** Characters of a bundle that are read at most. */
const longestBundle = 200_000_000;

/**
 * Reads a bundle that somebody else may have made: every field is checked, every text against its hash, and each
 * version must have its text.
 * @throws PromptOpsError `invalid-argument` that names what is wrong.
 */
export function parseBundle(json: string, hashText: (text: string) => string): HistoryBundle {
  if (json.length > longestBundle) throw invalid('it is too large');
  const parsed = bundleSchema.safeParse(parseJson(json));
  if (!parsed.success) throw invalid(describeIssue(parsed.error));
  const { texts, prompts } = parsed.data;
  for (const [key, text] of Object.entries(texts)) {
    if (hashText(text) !== key) throw invalid(`a text does not match its hash ${key.slice(0, 12)}…`);
  }
  for (const { versions } of prompts) {
    const missing = versions.find(({ textHash }) => !Object.hasOwn(texts, textHash));
    if (missing !== undefined) throw invalid(`the text of the version ${missing.id} is missing`);
  }
  return parsed.data;
}

/** A path of a bundle as it may be kept: below the workspace, whatever the bundle says. */
export function safeFile(file: string): string {
  const parts = file.replaceAll('\\', '/').split('/');
  const isBelow = !/^(?:\/|[a-z]:)/iu.test(file) && parts.every((part) => part !== '..' && part !== '');
  const name = parts.at(-1) ?? '';
  return isBelow ? parts.join('/') : `imported/${name === '' || name === '..' ? 'prompt' : name}`;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('it is not JSON');
  }
}

/** The first thing that is wrong, with the path to it. */
function describeIssue({ issues }: z.core.$ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return 'its form is unknown';
  const [first] = issue.path;
  if (first === 'format') return 'it is not a history of PromptOps';
  if (first === 'version') return 'it was made by a newer PromptOps; update and try again';
  return `${issue.path.map(String).join('.') || 'the document'} is not valid`;
}

function invalid(what: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: `The file cannot be imported: ${what}.`,
    nextStep: 'Nothing was changed. Ask for a file that was exported with Export History.',
  });
}
