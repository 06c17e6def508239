import type { Span } from '../../model.ts';
import type { EscapeSyntax } from '../backslash-escapes.ts';
import { decodeWithCode } from '../common-literals.ts';
import { escapeUnsafeCharacters, fourDigitEscape } from '../escape-characters.ts';
import type { DataString } from './data-string.ts';

/** RFC 8259, section 7. */
const escapes: EscapeSyntax = {
  simple: { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
  hex: { u: [4, 4] },
  braced: '',
  hasOctal: false,
  maximumShortCode: 0,
  unknown: 'reject',
  lineBreak: 'none',
};

interface Container {
  readonly isArray: boolean;
  key: string | number;
  /** The next string of an object is a key. */
  expectsKey: boolean;
}

/** The string values of a JSON file, comments allowed; what follows a mistake is not read. */
export function readJsonStrings(source: string): DataString[] {
  const strings: DataString[] = [];
  const containers: Container[] = [];
  const token = /\s+|\/\/[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/|[{}[\],:]|[^\s{}[\],:"/]+/y;
  let position = source.startsWith('\ufeff') ? 1 : 0;
  while (position < source.length) {
    if (source[position] === '"') {
      const end = stringEnd(source, position);
      if (end === null) return strings;
      noteString(strings, containers, source, { start: position, end });
      position = end;
      continue;
    }
    token.lastIndex = position;
    const match = token.exec(source);
    if (match === null) return strings;
    notePunctuation(containers, match[0]);
    position = token.lastIndex;
  }
  return strings;
}

function stringEnd(source: string, start: number): number | null {
  const special = /["\\\n]/g;
  special.lastIndex = start + 1;
  for (let match = special.exec(source); match !== null; match = special.exec(source)) {
    if (match[0] === '"') return special.lastIndex;
    if (match[0] === '\n') return null;
    special.lastIndex++;
  }
  return null;
}

function noteString(strings: DataString[], containers: Container[], source: string, span: Span): void {
  const content = { start: span.start + 1, end: span.end - 1 };
  const decoded = decodeWithCode(source, content, { escapes, doubled: '' }, []);
  const container = containers.at(-1);
  if (decoded === null) return;
  if (container?.expectsKey === true) container.key = decoded.text;
  else strings.push({ span, style: 'json', path: containers.map(({ key }) => key), decoded });
}

function notePunctuation(containers: Container[], token: string): void {
  const container = containers.at(-1);
  if (token === '{') containers.push({ isArray: false, key: '', expectsKey: true });
  else if (token === '[') containers.push({ isArray: true, key: 0, expectsKey: false });
  else if (token === '}' || token === ']') containers.pop();
  else if (token === ':' && container !== undefined) container.expectsKey = false;
  else if (token === ',' && container?.isArray === false) container.expectsKey = true;
  else if (token === ',' && typeof container?.key === 'number') container.key++;
}

/** A JSON string with no more escapes than it needs. */
export function encodeJson(text: string): string {
  const escaped = escapeUnsafeCharacters(text.replace(/[\\"]/g, '\\$&'), fourDigitEscape);
  return `"${escaped.replace(/\n/g, '\\n').replace(/\t/g, '\\t')}"`;
}
