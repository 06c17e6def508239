import * as z from 'zod/mini';
import { DamagedRecordError } from './sqlite-failures.ts';
import type { PromptSummary, TrackedPrompt, Version } from '../../core/history/history-store.ts';
import { formSchema, tierSchema, verdictSchema } from '../../core/report/run-report.ts';

/**
 * What is read back from disk is checked here once and trusted afterwards. Columns that a later schema added have a
 * default, so that the rows of an older file can be recovered too.
 */

export const promptRowSchema = z.object({
  id: z.string(),
  file: z.string(),
  line: z.number(),
  symbol_path: z.string(),
  name: z.nullable(z.string()),
  form: formSchema,
  language: z.string(),
  current_hash: z.string(),
  created_at: z.number(),
  is_favorite: z._default(z.number(), 0),
  import_id: z._default(z.nullable(z.string()), null),
});

export const summaryRowSchema = z.extend(promptRowSchema, {
  version_count: z.number(),
  last_changed_at: z.number(),
  pending_reviews: z.number(),
});

export const textRowSchema = z.object({
  hash: z.string(),
  content: z.union([z.string(), z.instanceof(Uint8Array)]),
});

export const runRowSchema = z.object({
  id: z.string(),
  prompt_id: z.string(),
  created_at: z.number(),
  report: z.string(),
  settings: z._default(z.nullable(z.string()), null),
  events: z._default(z.nullable(z.string()), null),
  import_id: z._default(z.nullable(z.string()), null),
});

const provenanceSchema = z.nullable(z.enum(['exact', 'tokenizer', 'estimate']));
const encodingSchema = z.nullable(z.enum(['o200k_base', 'cl100k_base']));

export const versionRowSchema = z.object({
  seq: z.number(),
  id: z.string(),
  prompt_id: z.string(),
  created_at: z.number(),
  origin: z.enum(['original', 'candidate', 'applied', 'restored', 'edited']),
  text_hash: z.string(),
  basis_id: z.nullable(z.string()),
  tokens: z.nullable(z.number()),
  token_provenance: provenanceSchema,
  encoding: encodingSchema,
  quality: z.nullable(z.number()),
  tier: z.nullable(tierSchema),
  verdict: z.nullable(verdictSchema),
  run_id: z.nullable(z.string()),
  outcome: z.nullable(z.enum(['pending', 'applied', 'refused', 'undone'])),
  note: z.nullable(z.string()),
  review: z._default(z.nullable(z.enum(['pending', 'accepted', 'rejected', 'rolled-back'])), null),
  name: z._default(z.nullable(z.string()), null),
  comment: z._default(z.nullable(z.string()), null),
  tags: z._default(z.string(), '[]'),
  is_pinned: z._default(z.number(), 0),
  import_id: z._default(z.nullable(z.string()), null),
});

/** A version joined with the tokens of the one it was made from. */
export const versionWithBasisSchema = z.extend(versionRowSchema, {
  basis_tokens: z.nullable(z.number()),
  basis_provenance: provenanceSchema,
  basis_encoding: encodingSchema,
});

export type PromptRow = z.infer<typeof promptRowSchema>;
export type TextRow = z.infer<typeof textRowSchema>;
export type RunRow = z.infer<typeof runRowSchema>;
export type VersionRow = z.infer<typeof versionRowSchema>;
export type VersionWithBasis = z.infer<typeof versionWithBasisSchema>;

/**
 * Checks a row.
 * @throws DamagedRecordError when it cannot have been written by this program.
 */
export function parseRow<Row>(schema: z.ZodMiniType<Row>, row: unknown): Row {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new DamagedRecordError(`A row of the history is damaged: ${z.prettifyError(parsed.error)}`);
}

export function promptOf(row: PromptRow): TrackedPrompt {
  const { id, file, line, name, form, language } = row;
  return { id, file, line, symbolPath: row.symbol_path, name, form, language };
}

export function summaryOf(row: z.infer<typeof summaryRowSchema>): PromptSummary {
  return {
    ...promptOf(row),
    versionCount: row.version_count,
    lastChangedAt: row.last_changed_at,
    currentHash: row.current_hash,
    isFavorite: row.is_favorite === 1,
    pendingReviews: row.pending_reviews,
  };
}

export function versionOf(row: VersionWithBasis): Version {
  const { id, origin, verdict, outcome, note, review, name, comment } = row;
  return {
    id,
    promptId: row.prompt_id,
    createdAt: row.created_at,
    origin,
    textHash: row.text_hash,
    tokens: tokensOf(row.tokens, row.token_provenance, row.encoding),
    quality: row.quality === null || row.tier === null ? null : { value: row.quality, tier: row.tier },
    verdict,
    runId: row.run_id,
    outcome,
    note,
    review,
    name,
    comment,
    tags: parseTagList(row.tags),
    isPinned: row.is_pinned === 1,
    basis:
      row.basis_id === null
        ? null
        : {
            id: row.basis_id,
            tokens: tokensOf(row.basis_tokens, row.basis_provenance, row.basis_encoding),
          },
  };
}

const tagsSchema = z.array(z.string());

function parseTagList(text: string): readonly string[] {
  const tags = tagsSchema.safeParse(parseJson(text));
  if (tags.success) return tags.data;
  throw new DamagedRecordError('The tags of a version are damaged.');
}

/**
 * Reads a column that holds JSON.
 * @throws DamagedRecordError when it does not.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DamagedRecordError('A row of the history is not JSON.', { cause: error });
  }
}

function tokensOf(
  value: number | null,
  provenance: VersionRow['token_provenance'],
  encoding: VersionRow['encoding'],
): Version['tokens'] {
  return value === null || provenance === null || encoding === null ? null : { value, provenance, encoding };
}
