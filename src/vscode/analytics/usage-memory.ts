import * as z from 'zod/mini';
import type * as vscode from 'vscode';
import type { UsageBasis } from '../../core/analytics/usage-forecast.ts';
import { usageBasisSchema } from '../../protocol/analytics-page.ts';

const key = 'promptops.usageBasis';

/** How often the prompts of this workspace are called, as the person has said or imported it. */
export interface UsageMemory {
  read(): UsageBasis | null;
  write(basis: UsageBasis | null): Promise<void>;
}

export function createUsageMemory(memento: vscode.Memento): UsageMemory {
  return {
    read: () => {
      const parsed = z.nullable(usageBasisSchema).safeParse(memento.get(key, null));
      return parsed.success ? parsed.data : null;
    },
    write: async (basis) => {
      await memento.update(key, basis ?? undefined);
    },
  };
}
