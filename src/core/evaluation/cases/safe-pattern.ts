import { RE2JS } from 're2js';

/** A compiled regular expression whose time is linear in the length of the text. */
export interface SafePattern {
  test(text: string): boolean;
}

/** Longer patterns are no expectation that a person has written. */
const longestPattern = 4000;

/**
 * Compiles a regular expression of somebody else for an engine that does not backtrack (RE2), so that no pattern can
 * hang. What only backtracking can do (look-ahead, back-references) is refused, with the reason as a phrase.
 */
export function compilePattern(source: string): SafePattern | { readonly problem: string } {
  if (source.length > longestPattern)
    return { problem: `the pattern is longer than ${longestPattern} characters` };
  try {
    const pattern = RE2JS.compile(RE2JS.translateRegExp(withAllSpaces(source)));
    return { test: (text) => pattern.test(text) };
  } catch (error) {
    return { problem: describeProblem(error) };
  }
}

/** White space of JavaScript's `\s` that RE2's does not have. */
const moreSpaces = String.raw`\x{b}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;

/** Lets `\s` and `\S` mean what they mean in JavaScript, inside of a class and outside. */
function withAllSpaces(source: string): string {
  let isInClass = false;
  return source.replace(/\\[\s\S]|[[\]]/g, (part) => {
    if (part === '[') isInClass = true;
    else if (part === ']') isInClass = false;
    else if (part === '\\s') return isInClass ? `\\s${moreSpaces}` : `[\\s${moreSpaces}]`;
    else if (part === '\\S' && !isInClass) return `[^\\s${moreSpaces}]`;
    return part;
  });
}

function describeProblem(error: unknown): string {
  const message = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : '';
  if (/\(\?[=!<]|\(\?P?$/.test(message)) return 'look-ahead and look-behind cannot be bounded in time';
  if (/`\\[1-9k]/.test(message)) return 'references to groups cannot be bounded in time';
  return message === '' ? 'the pattern cannot be read' : message;
}
