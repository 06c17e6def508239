import type { BundledPrompt, BundledVersion, HistoryBundle } from './bundle.ts';
import type { HistoryStore, PromptSummary, Version } from './history-store.ts';

/** What of a history goes into a bundle: everything, some prompts, or single versions. */
export type BundleSelection =
  | { readonly kind: 'all' }
  | { readonly kind: 'prompts'; readonly promptIds: readonly string[] }
  | { readonly kind: 'versions'; readonly versionIds: readonly string[] };

const pageSize = 500;

/** Collects a part of a history; single versions go without the runs that they came from. */
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
    const runs = selection.kind === 'versions' ? [] : await history.listRuns(prompt.id);
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
  return versions.filter((version) => selection.versionIds.includes(version.id));
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
