import type { SourceLiteral } from '../../../../../src/core/source/prompt-site.ts';
import type { OracleLiteral } from './python-oracle.ts';

/** Our literals in the oracle's terms: those in filled-in code left out, code itself as null. */
export function partsOfLiterals(literals: readonly SourceLiteral[]): (string | null)[][] {
  return outermostLiterals(literals).map(partsOf);
}

/** Literals that stand in no other one; text between tags is not what the oracles list. */
export function outermostLiterals(literals: readonly SourceLiteral[]): SourceLiteral[] {
  const outermost: SourceLiteral[] = [];
  let end = 0;
  for (const literal of literals) {
    if (literal.form === 'jsx' || literal.span.start < end) continue;
    outermost.push(literal);
    ({ end } = literal.span);
  }
  return outermost;
}

/** The parts of one literal. `{x=}` of an f-string puts its own text before the value, as Python does. */
export function partsOf({
  value,
  interpolations,
}: Pick<SourceLiteral, 'value' | 'interpolations'>): (string | null)[] {
  const parts: (string | null)[] = [];
  let text = '';
  let position = 0;
  const flush = (): void => {
    if (text !== '') parts.push(text);
    text = '';
  };
  for (const { start, end } of interpolations) {
    text += value.slice(position, start) + selfDocumentation(value.slice(start, end));
    flush();
    parts.push(null);
    position = end;
  }
  text += value.slice(position);
  flush();
  return parts;
}

function selfDocumentation(code: string): string {
  return /^\{([^{}:!]*[^=!<>{}:]=\s*)(?:![rsa])?\}$/.exec(code)?.[1] ?? '';
}

/** The first difference between two lists of literals of at least `minimum` characters; null when there is none. */
export function firstDifference(
  ours: readonly (readonly (string | null)[])[],
  oracle: readonly OracleLiteral[],
  minimum: number,
): string | null {
  const isLong = (parts: readonly (string | null)[]): boolean => parts.join('').length >= minimum;
  const mine = ours.filter(isLong);
  const theirs = oracle.filter(({ parts }) => isLong(parts));
  for (let index = 0; index < Math.max(mine.length, theirs.length); index++) {
    const a = JSON.stringify(mine[index]);
    const b = JSON.stringify(theirs[index]?.parts);
    if (a !== b) return `literal ${index}, line ${theirs[index]?.line ?? 0}: ours ${a}, oracle ${b}`;
  }
  return null;
}
