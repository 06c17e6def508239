import type { RetentionPolicy } from '../../core/history/retention.ts';
import { readSettings } from '../settings.ts';
import { compactByPlan, tellCompaction } from './compact-history.ts';
import type { SharingHost } from './sharing-host.ts';

const memoryKey = 'promptops.lastCompaction';
const dayMs = 86_400_000;

/**
 * Keeps the history within the limits of the settings, at most once a day. Without a limit nothing is ever deleted.
 * True when something was.
 */
export async function compactWhenDue(host: SharingHost): Promise<boolean> {
  const policy = readSettings().retention;
  if (!hasLimit(policy)) return false;
  const last: unknown = host.workspaceState.get(memoryKey);
  if (typeof last === 'number' && host.now() - last < dayMs) return false;
  // Before the work: another window of the workspace must not do it as well.
  await host.workspaceState.update(memoryKey, host.now());
  const { store } = host.history;
  const plan = await store.planRetention(policy);
  if (plan.versionIds.length === 0) return false;
  void tellCompaction(host, await compactByPlan(host, plan, await store.size()));
  return true;
}

function hasLimit(policy: RetentionPolicy): boolean {
  return Object.values(policy).some((limit) => limit !== null);
}
