import type { Placeholder } from '../model.ts';
import { namedPlaceholders } from './placeholder-names.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { lineIndexAt } from './text/locate.ts';

/** Finds one name written in two placeholder notations: `{name}` and `{{name}}`. */
export const twoNotations: Rule = {
  id: 'PO048',
  name: 'two-notations',
  title: 'Placeholder in two notations',
  why: 'A template engine fills in one notation only; the other one reaches the model as raw text.',
  category: 'consistency',
  severity: 'warning',
  risk: null,
  effect: 'restructures',
  language: 'any',
  scope: 'everything',
  find: findNotations,
  examples: [
    { text: 'Greet {name}. Say goodbye to {{name}}.', finds: true },
    { text: 'Greet {name}. Say goodbye to {name}. Cost: ${price}.', finds: false },
  ],
};

const NOTATIONS: ReadonlySet<Placeholder['kind']> = new Set(['mustache', 'brace']);

function findNotations(context: RuleContext): RuleMatch[] {
  const kinds = new Map<string, Placeholder>();
  const matches: RuleMatch[] = [];
  for (const placeholder of namedPlaceholders(context.contract.placeholders)) {
    if (!NOTATIONS.has(placeholder.kind) || !isPlain(placeholder) || isInCode(context, placeholder)) continue;
    const first = kinds.get(placeholder.name);
    if (first === undefined) kinds.set(placeholder.name, placeholder);
    else if (first.kind !== placeholder.kind) {
      const message = `${placeholder.text} stands in another notation as ${first.text}.`;
      matches.push({ span: placeholder.span, message });
    }
  }
  return matches;
}

/** A name and nothing else: no filter, default or attribute. */
function isPlain({ text }: Placeholder): boolean {
  return /^\$?\{{1,2}\s?[\p{L}_][\p{L}\p{N}_]*\s?\}{1,2}$/u.test(text);
}

function isInCode({ lines }: RuleContext, { span }: Placeholder): boolean {
  return lines[lineIndexAt(lines, span.start)]?.fenced ?? false;
}
