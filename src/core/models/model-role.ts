/**
 * What a language model is asked for in a run: to rewrite, to criticise, to verify, or to answer the prompt itself, which
 * is what the target model does whose outputs are judged.
 */
export const modelRoles = ['proposer', 'critic', 'verifier', 'target'] as const;

export type ModelRole = (typeof modelRoles)[number];
