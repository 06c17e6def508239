import * as z from 'zod/mini';
import type { SharingHost } from './sharing-host.ts';

const shareSchema = z.object({
  gistId: z.string(),
  url: z.string(),
  createdAt: z.number(),
  /** When the person is asked whether the link is still needed; null: never. */
  remindAt: z.nullable(z.number()),
  account: z.string(),
  /** How much was shared. No name: other workspaces of this profile list the link as well. */
  prompts: z.number(),
  versions: z.number(),
});

/** A link that was shared and not yet revoked. */
export type Share = z.infer<typeof shareSchema>;

const memoryKey = 'promptops.shares';

/** Newest first. */
export function listShares({ globalState }: SharingHost): readonly Share[] {
  return z.safeParse(z.array(shareSchema), globalState.get(memoryKey)).data ?? [];
}

export async function addShare(host: SharingHost, share: Share): Promise<void> {
  await host.globalState.update(memoryKey, [share, ...listShares(host)]);
}

export async function forgetShare(host: SharingHost, gistId: string): Promise<void> {
  const rest = listShares(host).filter((share) => share.gistId !== gistId);
  await host.globalState.update(memoryKey, rest);
}

export async function postponeReminder(host: SharingHost, gistId: string, remindAt: number): Promise<void> {
  const shares = listShares(host).map((share) => (share.gistId === gistId ? { ...share, remindAt } : share));
  await host.globalState.update(memoryKey, shares);
}
