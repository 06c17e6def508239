import type { ModelRole } from '../model.ts';

/** Every role that a language model can have in a run, in the order in which they are shown. */
export const modelRoles: readonly ModelRole[] = ['proposer', 'critic', 'verifier', 'target'];
