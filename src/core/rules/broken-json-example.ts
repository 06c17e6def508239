import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { countBefore } from './text/locate.ts';

/** Finds examples that are marked as JSON and are none. */
export const brokenJsonExample: Rule = {
  id: 'PO042',
  name: 'broken-json-example',
  title: 'JSON example that is no JSON',
  why: 'The model copies the example, mistakes included, and the program that parses the answer fails.',
  category: 'output-contract',
  severity: 'warning',
  risk: null,
  effect: 'restructures',
  language: 'any',
  scope: 'everything',
  find: findBroken,
  examples: [
    { text: 'Answer like this:\n```json\n{"name": "Ada", "age": 36,}\n```', finds: true },
    { text: "Answer like this:\n```json\n{'name': 'Ada'}\n```", finds: true },
    { text: 'Answer like this:\n```json\n{"name": "Ada", "age": 36}\n```', finds: false },
    { text: 'Answer like this:\n```json\n{"name": "{name}", "rest": ...}\n```', finds: false },
  ],
};

/** Signs that the example is a sketch or a template, not data. */
const SKETCH =
  /\.\.\.|…|\/\/|\/\*|[<>|$%#]|\{\{|\{%|\b(?:string|number|boolean|int|float|bool|array|object|any)\b(?!")/u;

function findBroken(context: RuleContext): RuleMatch[] {
  const matches: RuleMatch[] = [];
  let opening: number | null = null;
  context.lines.forEach((line, index) => {
    if (line.kind !== 'fence') return;
    if (opening !== null) matches.push(...readExample(context, opening, index));
    opening = opening === null ? index : null;
  });
  return matches;
}

/** Judges the block between two fence lines. */
function readExample({ lines, text, contract }: RuleContext, opening: number, closing: number): RuleMatch[] {
  const fence = lines[opening];
  const first = lines[opening + 1];
  const last = lines[closing - 1];
  if (fence === undefined || first === undefined || last === undefined || closing < opening + 2) return [];
  if (!/^json$/iu.test(text.slice(fence.content.start, fence.content.end))) return [];
  const span = { start: first.content.start, end: last.content.end };
  const body = text.slice(span.start, span.end);
  const before = countBefore(contract.placeholders, span.start);
  const isFilledIn = (contract.placeholders[before]?.span.start ?? Infinity) < span.end;
  if (isFilledIn || SKETCH.test(body) || body.trim() === '' || isJson(body)) return [];
  return [{ span, message: `This example does not parse as JSON${hint(body)}.` }];
}

function isJson(body: string): boolean {
  return parses(body) || body.split('\n').every((line) => line.trim() === '' || parses(line));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function hint(body: string): string {
  if (/,\s{0,200}[}\]]/u.test(body)) return ': a comma stands before a closing bracket';
  if (/[“”]/u.test(body)) return ': it has typographic quotation marks';
  return /[{,]\s{0,200}'/u.test(body) ? ': it has single quotation marks' : '';
}
