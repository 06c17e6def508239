import type { PromptForm } from '../model.ts';
import type { LiteralTree } from './literal-tree.ts';

/** How a literal is written, as reports name it. A chain is a concatenation whatever its parts are. */
export function literalForm(tree: LiteralTree): PromptForm {
  return tree.kind === 'token' ? tree.style.form : 'concatenation';
}
