import { lineAt, spanOfTarget } from '../../core/target/prompt-target.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import type { WorkspaceInventory } from './workspace-inventory.ts';

/** The priority of a prompt among those that the last scan of the workspace has found; null for one it does not know. */
export function priorityIn(inventory: WorkspaceInventory): (subject: SessionSubject) => number | null {
  return ({ uri, source, target }) => {
    if (inventory.state.kind === 'none') return null;
    const line = lineAt(source, spanOfTarget(target).start);
    const file = uri.toString();
    const entry = inventory
      .prompts()
      .find((prompt) => prompt.line === line && prompt.uri.toString() === file);
    return entry?.priority ?? null;
  };
}
