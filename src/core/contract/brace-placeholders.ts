import {
  placeholderMatch,
  stepOver,
  type TemplateMatch,
  type TemplateMatcher,
  type TemplateScan,
} from './template-scan.ts';

// Longer ones are prose or data between braces, not the name of something to fill in.
const longestField = 120;
const longestExpression = 600;
const longestBlock = 4000;

const name = String.raw`[\p{L}_][\p{L}\p{M}\p{N}_]*`;
// Format specification of Python's str.format, and strftime codes.
const numberFormat = String.raw`(?:[^{}]?[<>=^])?[-+ ]?z?#?0?\d{0,4}[,_]?(?:\.\d{1,3})?[bcdeEfFgGnosxX%]?`;
const dateFormat = String.raw`(?:%[-#]?[A-Za-z][-/:., T]{0,2}){1,10}`;
const fieldPattern = new RegExp(
  String.raw`^(${name}|\d{1,2}|(?![.[]))((?:\.${name}|\[[^\][{}]{1,40}\])*(?:![rsa])?(?::(?:${numberFormat}|${dateFormat}))?)$`,
  'u',
);
const wordsPattern = new RegExp(
  String.raw`^(?:\$?${name}(?:[ .'’/&-][\p{L}\p{N}_]+){0,8}| ${name}(?:[ .-][\p{L}\p{N}_]+){0,2} )$`,
  'u',
);
const declarationBefore = /\b(?:import|export|const|let|var|type|class|function|return|struct|enum)\s{0,3}$/;

/** `{name}`, `{user.name!r:>10}`, `{0}`, `{}`, `{your topic}`: not braces of JSON, code, LaTeX or regular expressions. */
export const matchBrace: TemplateMatcher = (scan, index) => {
  const close = scan.find('}', index);
  if (close < 0 || close - index > longestField) return null;
  const inner = scan.text.slice(index + 1, close);
  if (inner.includes('{') || isLatexArgument(scan, index, inner)) return null;
  const field = inner === '' ? null : fieldPattern.exec(inner);
  const isField = inner === '' || (field !== null && inner !== ':');
  if (!isField && !wordsPattern.test(inner)) return null;
  if (isCodeHere(scan, index, close + 1, inner)) return null;
  const fieldName = field?.[1] ?? inner;
  return placeholderMatch('brace', fieldName, close + 1, isField && fieldName === '');
};

function isCodeHere(scan: TemplateScan, index: number, end: number, inner: string): boolean {
  const { text } = scan;
  if (scan.programAt(index) !== null) return !isAloneOnLine(text, index, end);
  // Behind another placeholder stands no code; a text may be nothing but placeholders.
  if (text[index - 1] === '}') return /^ .* $/.test(inner) && isDestructuring(text, index, end);
  const before = text.slice(Math.max(0, index - 12), index);
  if (declarationBefore.test(before)) return true;
  if (inner === '') return isEmptyObject(before, text.slice(end, end + 2));
  if (/^\d+$/.test(inner)) return /[\w\])\\.*+?]$/.test(before);
  return /^ .* $/.test(inner) && isDestructuring(text, index, end);
}

/** `{}` as a value of JSON or an argument of a call. */
function isEmptyObject(before: string, after: string): boolean {
  return /(?:["']\s?:\s?|[\])=(]\s?)$/.test(before) || (/,\s?$/.test(before) && after.startsWith(')'));
}

/** `import React, { useState } from`, `send({ row });`, `const { a } = b`: spaced braces of a program. */
function isDestructuring(text: string, index: number, end: number): boolean {
  return (
    /\(\s?$/.test(text.slice(Math.max(0, index - 2), index)) ||
    /^\s?(?:from\b|[=;)>])/.test(text.slice(end, end + 6))
  );
}

function isAloneOnLine(text: string, index: number, end: number): boolean {
  const before = text.slice(Math.max(0, index - 200), index);
  const after = text.slice(end, end + 200);
  return /(?:^|[\r\n])[ \t]*$/.test(before) && /^[ \t]*(?:$|[\r\n])/.test(after);
}

/** `\text{x}`, `x^{n}`, `a_{i}`, the second group of `\frac{a}{b}`: LaTeX, where braces group. */
function isLatexArgument(scan: TemplateScan, index: number, inner: string): boolean {
  const { text } = scan;
  const before = text[index - 1] ?? '';
  if (before === '\\') return true;
  if (before === '^') return inner.length <= 2 || scan.hasLatex;
  const lead = text.slice(Math.max(0, index - 24), index);
  if (before === '_') return /(?:^|[^\p{L}\p{N}_}])\\?\p{L}_$/u.test(lead) || /\\[A-Za-z]+_$/.test(lead);
  if (!scan.hasLatex) return false;
  if (before === '}' || before === ']') return scan.previousEnd !== index;
  const command = /\\([A-Za-z]+)\*?$/.exec(lead)?.[1];
  return command !== undefined && !/^[ntr]$/.test(command);
}

/** `{{name}}`, `{{{raw}}}`, `{{#if x}}`, Go's `{{ .Name }}`; the doubled braces that str.format needs around JSON are none. */
export const matchDoubleBrace: TemplateMatcher = (scan, index) => {
  if (!scan.text.startsWith('{{', index)) return null;
  const triple = scan.text[index + 2] === '{' ? matchExpression(scan, index, '}}}') : null;
  return (
    triple ?? matchExpression(scan, index, '}}') ?? stepOver(index + (scan.text[index + 2] === '{' ? 1 : 2))
  );
};

function matchExpression(scan: TemplateScan, index: number, closer: '}}' | '}}}'): TemplateMatch | null {
  const start = index + closer.length;
  const close = scan.find(closer, start);
  const limit = /^~?[-#/!>]/.test(scan.text.slice(start, start + 2)) ? longestBlock : longestExpression;
  if (close < 0 || close - index > limit) return null;
  const inner = scan.text.slice(start, close).replace(/^[~-]/, '').replace(/[~-]$/, '').trim();
  if (!isExpression(inner)) return null;
  const kind = isControl(inner) ? 'block' : 'mustache';
  return placeholderMatch(kind, inner, close + closer.length);
}

function isExpression(inner: string): boolean {
  if (!/^(?:[\p{L}\p{N}_$@#/^>!&=*("'-]|\.$|\.\p{L})/u.test(inner)) return false;
  if (inner.startsWith('!')) return true;
  if (/[{}]/.test(inner) && !(isBalanced(inner) && /[(|]/.test(inner))) return false;
  if (/[\r\n]/.test(inner) && !/^[#/>]/.test(inner)) return false;
  return !isObjectBody(inner);
}

function isObjectBody(inner: string): boolean {
  if (/^(["'])[^"'\n]{0,80}\1\s{0,4}[:,]/.test(inner)) return true;
  return /^[\w -]{1,60}:\s/.test(inner) && inner.includes(',') && !inner.includes('|');
}

function isBalanced(inner: string): boolean {
  let depth = 0;
  for (const character of inner) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function isControl(inner: string): boolean {
  return (
    /^[#/^>!]/.test(inner) ||
    /^(?:end|else(?:\s.*)?|(?:if|range|with|define|template|block)\s.+)$/.test(inner)
  );
}

/** Jinja's `{% … %}` and `{# … #}`. */
export const matchJinjaBlock: TemplateMatcher = (scan, index) => {
  const mark = scan.text[index + 1];
  if (mark !== '%' && mark !== '#') return null;
  const close = scan.find(mark === '%' ? '%}' : '#}', index + 2);
  if (close < 0 || close - index > longestBlock) return null;
  const inner = scan.text
    .slice(index + 2, close)
    .replace(/^[-+]/, '')
    .replace(/[-+]$/, '');
  return placeholderMatch('block', inner, close + 2);
};
