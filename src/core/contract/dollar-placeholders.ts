import { matchAt } from './text-scan.ts';
import { placeholderMatch, stepOver, type TemplateMatcher, type TemplateScan } from './template-scan.ts';

const longestExpression = 600;
const longestFormula = 200;
const namePattern = /\$(?:([A-Z][A-Z0-9_]{1,63})\$(?!\w)|([A-Za-z_][A-Za-z0-9_]{1,63}))/y;
// Keywords of JSON Schema.
const keywords: ReadonlySet<string> = new Set([
  'schema',
  'ref',
  'id',
  'defs',
  'comment',
  'anchor',
  'vocabulary',
]);
const displayMathPattern = /\$\$/y;

/** `${name}`, `${name:default}`, `${call(a, b)}`. */
export const matchDollarBrace: TemplateMatcher = (scan, index) => {
  if (scan.text[index + 1] !== '{' || scan.text[index - 1] === '\\') return null;
  const close = scan.closingBrace(index + 1);
  if (close < 0 || close - index > longestExpression) return null;
  const inner = scan.text.slice(index + 2, close);
  if (inner.trim() === '' || inner.startsWith('\\')) return null;
  return placeholderMatch('dollar-brace', /^[^:]*/.exec(inner)?.[0] ?? inner, close + 1);
};

/** `$NAME` and `$name`: not prices, not formulas between dollar signs, not variables of a program that is shown. */
export const matchDollarName: TemplateMatcher = (scan, index) => {
  const { text } = scan;
  const formulaEnd = endOfFormula(scan, index);
  if (formulaEnd !== null) return stepOver(formulaEnd);
  if (/[\w$\\]/.test(text[index - 1] ?? '') || scan.programAt(index) !== null) return null;
  const match = matchAt(namePattern, text, index);
  const name = match?.[1] ?? match?.[2];
  if (match === null || name === undefined || keywords.has(name)) return null;
  return placeholderMatch('dollar-name', name, index + match[0].length);
};

/** The end of `$…$` or `$$…$$` in LaTeX when one begins at `index`: nothing inside is a placeholder. */
export function endOfFormula(scan: Pick<TemplateScan, 'text' | 'find'>, index: number): number | null {
  const { text } = scan;
  if (matchAt(displayMathPattern, text, index) !== null) return null;
  const close = scan.find('$', index + 1);
  if (close <= index + 1 || close - index > longestFormula || text[index - 1] === '\\') return null;
  const formula = text.slice(index + 1, close);
  const opens = /^[^\s\d{(]/.test(formula) || /^\d+\s?[-+*/^=<>\\]/.test(formula);
  const closes = /\S$/.test(formula) && !/[\w{(]/.test(text[close + 1] ?? '');
  return opens && closes && !/[\r\n]/.test(formula) && isFormula(formula) ? close + 1 : null;
}

function isFormula(formula: string): boolean {
  return /^[A-Za-z]$/.test(formula) || /[\\^_=+<>|]/.test(formula) || /^[A-Za-z]\(.*\)$/.test(formula);
}
