import type { RaceEntry } from '../../../src/core/evaluation/behaviour/race.ts';

/** The promoted candidate with the largest gain over the incumbent; null when none gains. The first of equals wins. */
export function leaderOf(entries: readonly RaceEntry[]): RaceEntry | null {
  let leader: RaceEntry | null = null;
  for (const entry of entries) {
    if (entry.outcome === 'promoted' && (entry.gain ?? 0) > (leader?.gain ?? 0)) leader = entry;
  }
  return leader;
}
