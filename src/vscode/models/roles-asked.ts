import type { ModelRole } from '../../core/model.ts';
import { modelRoles } from '../../core/models/model-roles.ts';

/** `ask`: suggestions and a conversation about the prompt. */
export type RunPurpose = 'optimize' | 'test' | 'draft' | 'ask';

/** The roles that a run asks: without cases nobody answers the prompt itself. */
export function rolesAsked(purpose: RunPurpose, cases: number): readonly [ModelRole, ...ModelRole[]] {
  switch (purpose) {
    case 'test':
      return ['target', 'verifier'];
    case 'draft':
      return ['verifier'];
    case 'ask':
      return ['critic'];
    case 'optimize':
      return cases > 0 ? ['proposer', ...modelRoles.slice(1)] : ['proposer', 'critic', 'verifier'];
  }
}
