/** How many dollars stand right before the quote at `at`; one alone is no prefix. */
export function dollarsBefore(source: string, at: number): number {
  let start = at;
  while (start > 0 && source[start - 1] === '$') start--;
  return at - start;
}

/** Where the name that begins at `at` ends, plain or in backticks; `at` itself when there is none. */
export function identifierAt(source: string, at: number): number {
  const identifier = /[\p{L}_][\p{L}\p{Nd}_]*|`[^`\r\n]+`/uy;
  identifier.lastIndex = at;
  return identifier.test(source) ? identifier.lastIndex : at;
}

/** The same as `source` for the grammar, which knows one dollar only: strings with more look like ordinary ones. */
export function maskDollars(source: string): string {
  if (!source.includes('$$"')) return source;
  const scan: Scan = { source, at: 0, open: [], masks: [] };
  while (scan.at < source.length) {
    const around = scan.open.at(-1);
    if (around === undefined || around.kind === 'braces') stepCode(scan);
    else stepString(scan, around);
  }
  return masked(source, scan.masks);
}

interface OpenString {
  readonly kind: 'string';
  readonly isRaw: boolean;
  readonly dollars: number;
}

/** Braces of code, filled in or not. */
interface OpenBraces {
  readonly kind: 'braces';
}

interface Scan {
  readonly source: string;
  at: number;
  readonly open: (OpenString | OpenBraces)[];
  /** Positions of dollars that the grammar must not see. */
  readonly masks: number[];
}

/** What can begin in code and hide a quote or a brace. */
const codeToken =
  /\/\/[^\n]*|\/\*|'(?:\\u[0-9a-fA-F]{4}|\\[^\n]|[^'\\\n])'|`[^`\n]*`|\$*"(?:"")?|[{}]|[^/'`$"{}]+|[^]/y;

function stepCode(scan: Scan): void {
  const { source, open } = scan;
  codeToken.lastIndex = scan.at;
  const token = codeToken.exec(source)?.[0] ?? '';
  const start = scan.at;
  scan.at += Math.max(1, token.length);
  if (token === '/*') scan.at = afterComment(source, start);
  else if (token === '{') open.push({ kind: 'braces' });
  else if (token === '}') open.pop();
  else if (token.endsWith('"')) {
    const dollars = token.indexOf('"');
    if (dollars > 1) for (let index = 0; index < dollars; index++) scan.masks.push(start + index);
    open.push({ kind: 'string', isRaw: token.length - dollars === 3, dollars: Math.max(1, dollars) });
  }
}

/** Comments of Kotlin nest. */
function afterComment(source: string, start: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = start;
  let depth = 0;
  for (let match = mark.exec(source); match !== null; match = mark.exec(source)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return source.length;
}

const stringToken = /\\[^]|\$+|"+|\n|[^\\$"\n]+/y;

function stepString(scan: Scan, { isRaw, dollars }: OpenString): void {
  const { source, open } = scan;
  if (isRaw && source[scan.at] === '\\') {
    scan.at++;
    return;
  }
  stringToken.lastIndex = scan.at;
  const token = stringToken.exec(source)?.[0] ?? '';
  const start = scan.at;
  scan.at += Math.max(1, token.length);
  if (token.startsWith('$')) stepDollars(scan, start, token.length, dollars);
  else if (token.startsWith('"') && isRaw && token.length >= 3) open.pop();
  else if (token.startsWith('"') && !isRaw) {
    scan.at = start + 1;
    open.pop();
  } else if (token === '\n' && !isRaw) open.pop();
}

/** Of the dollars before code the grammar sees the last one; of those that are text, none. */
function stepDollars(scan: Scan, start: number, count: number, dollars: number): void {
  const { source, open } = scan;
  const isBraced = source[scan.at] === '{';
  const isCode = count >= dollars && (isBraced || identifierAt(source, scan.at) > scan.at);
  if (dollars > 1) {
    for (let index = 0; index < count - (isCode ? 1 : 0); index++) scan.masks.push(start + index);
  }
  if (isCode && isBraced) {
    scan.at++;
    open.push({ kind: 'braces' });
  }
}

/** The source with a blank in place of each of these dollars. */
function masked(source: string, masks: readonly number[]): string {
  let result = '';
  let position = 0;
  for (const at of masks) {
    result += `${source.slice(position, at)} `;
    position = at + 1;
  }
  return result + source.slice(position);
}
