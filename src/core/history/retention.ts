/** What may be deleted; `null` is no limit. */
export interface RetentionPolicy {
  /** Days after which a version may go. */
  readonly maxAgeDays: number | null;
  /** Versions that are kept of one prompt. */
  readonly maxVersionsPerPrompt: number | null;
  /** Size of all texts together, in bytes of UTF-8. */
  readonly maxTextBytes: number | null;
}

/** A version as a retention policy sees it. */
export interface RetainedVersion {
  readonly id: string;
  readonly promptId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly textHash: string;
  readonly textBytes: number;
  /** Why it must stay; null: it may go. */
  readonly keptBecause: 'current' | 'original' | 'marked' | 'in-review' | null;
}

export interface RetentionPlan {
  readonly versionIds: readonly string[];
  readonly prompts: number;
  /** Bytes of the texts that no version needs afterwards. */
  readonly textBytes: number;
}

export interface HistorySize {
  readonly prompts: number;
  readonly versions: number;
  readonly runs: number;
  /** Bytes of the history file and its log on the disk. */
  readonly fileBytes: number;
  /** Bytes of all texts, each counted once. */
  readonly textBytes: number;
}

const dayMs = 86_400_000;

/**
 * Which versions a policy deletes. What a person has named, commented, tagged or pinned stays, and so do the text that
 * stands in the file, the first text of each prompt and results that await a decision.
 */
export function planRetention(
  versions: readonly RetainedVersion[],
  policy: RetentionPolicy,
  now: number,
): RetentionPlan {
  const newestFirst = [...versions].sort((a, b) => b.createdAt - a.createdAt);
  const doomed = new Set([...tooOld(newestFirst, policy, now), ...tooMany(newestFirst, policy)]);
  for (const version of tooLarge(newestFirst, doomed, policy)) doomed.add(version);
  const kept = newestFirst.filter((version) => !doomed.has(version));
  return {
    versionIds: newestFirst.filter((version) => doomed.has(version)).map(({ id }) => id),
    prompts: new Set([...doomed].map(({ promptId }) => promptId)).size,
    textBytes: textBytesOf(newestFirst) - textBytesOf(kept),
  };
}

function tooOld(
  versions: readonly RetainedVersion[],
  { maxAgeDays }: RetentionPolicy,
  now: number,
): readonly RetainedVersion[] {
  if (maxAgeDays === null) return [];
  return versions.filter(
    ({ createdAt, keptBecause }) => keptBecause === null && now - createdAt > maxAgeDays * dayMs,
  );
}

/** Versions that must stay count towards the number that a prompt may have. */
function tooMany(
  newestFirst: readonly RetainedVersion[],
  { maxVersionsPerPrompt }: RetentionPolicy,
): readonly RetainedVersion[] {
  if (maxVersionsPerPrompt === null) return [];
  const room = new Map<string, number>();
  for (const { promptId, keptBecause } of newestFirst) {
    const left = room.get(promptId) ?? maxVersionsPerPrompt;
    room.set(promptId, keptBecause === null ? left : left - 1);
  }
  return newestFirst.filter(({ promptId, keptBecause }) => {
    if (keptBecause !== null) return false;
    const left = (room.get(promptId) ?? 0) - 1;
    room.set(promptId, left);
    return left < 0;
  });
}

/** The oldest go first, until the texts that are left fit. A text goes when its last version does. */
function tooLarge(
  newestFirst: readonly RetainedVersion[],
  doomed: ReadonlySet<RetainedVersion>,
  { maxTextBytes }: RetentionPolicy,
): readonly RetainedVersion[] {
  if (maxTextBytes === null) return [];
  const left = newestFirst.filter((version) => !doomed.has(version));
  const uses = new Map<string, number>();
  for (const { textHash } of left) uses.set(textHash, (uses.get(textHash) ?? 0) + 1);
  let bytes = textBytesOf(left);
  const going: RetainedVersion[] = [];
  for (const version of left.toReversed()) {
    if (bytes <= maxTextBytes) break;
    if (version.keptBecause !== null) continue;
    going.push(version);
    const remaining = (uses.get(version.textHash) ?? 1) - 1;
    uses.set(version.textHash, remaining);
    if (remaining === 0) bytes -= version.textBytes;
  }
  return going;
}

function textBytesOf(versions: readonly RetainedVersion[]): number {
  const sizes = new Map(versions.map(({ textHash, textBytes }) => [textHash, textBytes]));
  let total = 0;
  for (const size of sizes.values()) total += size;
  return total;
}
