import type { Placeholder } from '../model.ts';
import { namedPlaceholders, wordsOfName } from './placeholder-names.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { lineIndexAt } from './text/locate.ts';

/** Finds placeholders that differ only by a slip: `{user_name}` and `{username}`. */
export const similarPlaceholders: Rule = {
  id: 'PO047',
  name: 'similar-placeholders',
  title: 'Two spellings of one placeholder',
  why: 'One of the two is probably never filled in and reaches the model as raw text.',
  category: 'consistency',
  severity: 'warning',
  risk: null,
  effect: 'restructures',
  language: 'any',
  scope: 'everything',
  find: findSimilar,
  examples: [
    { text: 'Greet {user_name}. Ask {username} for the order number.', finds: true },
    { text: 'Greet {customer_name}. Ask {custmer_name} for the order number.', finds: true },
    { text: 'Compare {text1} with {text2}. Use {name} and {names}.', finds: false },
  ],
};

const LEAST_LETTERS = 6;
/** Names in shell scripts and bracketed labels follow laws of their own. */
const TYPED: ReadonlySet<Placeholder['kind']> = new Set([
  'mustache',
  'brace',
  'dollar-brace',
  'interpolation',
]);

function findSimilar(context: RuleContext): RuleMatch[] {
  const firsts = new Map<string, Placeholder>();
  for (const placeholder of namedPlaceholders(context.contract.placeholders)) {
    const isInCode = context.lines[lineIndexAt(context.lines, placeholder.span.start)]?.fenced === true;
    if (!isInCode && TYPED.has(placeholder.kind) && !firsts.has(placeholder.name))
      firsts.set(placeholder.name, placeholder);
  }
  const known = new Map<string, Placeholder>();
  const matches: RuleMatch[] = [];
  for (const placeholder of firsts.values()) {
    const keys = keysOf(placeholder.name);
    const twin = keys
      .map((key) => known.get(key))
      .find((other) => other !== undefined && isSlip(other, placeholder));
    if (twin !== undefined) {
      const message = `${placeholder.text} looks like another spelling of ${twin.text}.`;
      matches.push({ span: placeholder.span, message });
    }
    for (const key of keys) if (!known.has(key)) known.set(key, placeholder);
  }
  return matches;
}

/** The name without separators, and, for long names, what is left when any one letter is dropped. */
function keysOf(name: string): string[] {
  const plain = wordsOfName(name).join('');
  if (plain.length < LEAST_LETTERS || plain.length > 60) return [plain];
  const shortened = Array.from(
    { length: plain.length },
    (_, index) => plain.slice(0, index) + plain.slice(index + 1),
  );
  return [plain, ...shortened];
}

/** A slip keeps the digits, is no plural, and differs in no more than one letter. */
function isSlip(a: Placeholder, b: Placeholder): boolean {
  const [first, second] = [wordsOfName(a.name).join(''), wordsOfName(b.name).join('')];
  if (first === second) return a.name.toLowerCase() !== b.name.toLowerCase();
  if (/\d/u.test(first + second) || Math.min(first.length, second.length) < LEAST_LETTERS) return false;
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  if (long === `${short}s` || first.length === second.length)
    return first.length === second.length && isSwap(first, second);
  return wordsOfName(a.name).length === wordsOfName(b.name).length;
}

/** Two neighbouring letters changed places. */
function isSwap(a: string, b: string): boolean {
  const at = Array.from(a).findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
