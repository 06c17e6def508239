import type { BundledPrompt, BundledRun, BundledVersion, HistoryBundle } from './bundle.ts';
import type { HistoryStore, PromptSummary, Version } from './history-store.ts';

/** What of a history goes into a bundle: everything, some prompts, or single versions. */
export type BundleSelection =
  | { readonly kind: 'all' }
  | { readonly kind: 'prompts'; readonly promptIds: readonly string[] }
  | {
      readonly kind: 'versions';
      readonly versionIds: readonly string[];
      /** Whether the runs that the versions came out of go with them; their reports hold other texts too. */
      readonly withRuns?: boolean;
    };

const pageSize = 500;

/** Collects a part of a history. */
export async function exportBundle(
  history: HistoryStore,
  selection: BundleSelection,
  exportedAt: Date,
): Promise<HistoryBundle> {
  const texts: Record<string, string> = {};
  const prompts: BundledPrompt[] = [];
  for (const prompt of await history.listPrompts()) {
    const versions = await selectVersions(history, prompt, selection);
    if (versions.length === 0) continue;
    for (const { id, textHash } of versions) {
      if (Object.hasOwn(texts, textHash)) continue;
      texts[textHash] = (await history.version(id))?.text ?? '';
    }
    const runs = await selectRuns(history, prompt, versions, selection);
    prompts.push({ ...placeOf(prompt), versions: versions.map(toBundled), runs: [...runs] });
  }
  return { format: 'promptops-history', version: 1, exportedAt: exportedAt.toISOString(), prompts, texts };
}

async function selectVersions(
  history: HistoryStore,
  { id }: PromptSummary,
  selection: BundleSelection,
): Promise<readonly Version[]> {
  if (selection.kind === 'prompts' && !selection.promptIds.includes(id)) return [];
  const versions = await allVersions(history, id);
  if (selection.kind !== 'versions') return versions;
  const chosen = new Set(selection.versionIds);
  return versions.filter(({ id: versionId }) => chosen.has(versionId));
}

async function selectRuns(
  history: HistoryStore,
  { id }: PromptSummary,
  versions: readonly Version[],
  selection: BundleSelection,
): Promise<readonly BundledRun[]> {
  if (selection.kind !== 'versions') return history.listRuns(id);
  if (selection.withRuns !== true) return [];
  const runIds = new Set(versions.map(({ runId }) => runId));
  return (await history.listRuns(id)).filter(({ report }) => runIds.has(report.run));
}

async function allVersions(history: HistoryStore, promptId: string): Promise<readonly Version[]> {
  const versions: Version[] = [];
  for (;;) {
    const page = await history.listVersions(promptId, { limit: pageSize, before: versions.at(-1)?.id });
    versions.push(...page.versions);
    if (!page.hasMore) return versions;
  }
}

function placeOf({
  id,
  file,
  line,
  symbolPath,
  name,
  form,
  language,
}: PromptSummary): Omit<BundledPrompt, 'versions' | 'runs'> {
  return { id, file, line, symbolPath, name, form, language };
}

function toBundled(version: Version): BundledVersion {
  const { id, createdAt, origin, textHash, tokens, quality, verdict, runId, outcome, review } = version;
  const { note, name, comment, tags, isPinned, basis } = version;
  return {
    ...{ id, createdAt, origin, textHash, tokens, quality, verdict, runId, outcome, review },
    ...{ note, name, comment, isPinned },
    basisId: basis?.id ?? null,
    tags: [...tags],
  };
}
