import type { EscapeSyntax } from '../backslash-escapes.ts';

/** Java language specification, 3.10.7. `\uXXXX` is read before all else (3.3), which is the same inside a literal. */
export const javaEscapes: EscapeSyntax = {
  simple: { b: '\b', s: ' ', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', "'": "'", '\\': '\\' },
  hex: { u: [4, 4] },
  braced: '',
  hasOctal: true,
  maximumShortCode: 0xff,
  unknown: 'reject',
  lineBreak: 'skip',
};
