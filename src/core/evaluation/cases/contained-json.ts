/** The JSON values that were found in a text. `isWhole` is false when the search was given up. */
export interface ContainedJson {
  readonly values: readonly unknown[];
  readonly isComplete: boolean;
}

const opening = /[{[]/g;
const structural = /["{}[\]\\]/g;

/** Characters that are read again and again from unclosed brackets before the search is given up. */
const mostRepeated = 20_000_000;

/** The outermost objects and arrays in a text that are valid JSON, whatever stands around them. */
export function findContainedJson(text: string): ContainedJson {
  const values: unknown[] = [];
  let budget = mostRepeated + text.length;
  let from = 0;
  for (const match of text.matchAll(opening)) {
    const start = match.index;
    if (start < from) continue;
    if (budget <= 0) return { values, isComplete: false };
    const end = endOfBrackets(text, start);
    const value = end === null ? undefined : parseJson(text.slice(start, end));
    budget -= (end ?? text.length) - start;
    if (value === undefined || end === null) continue;
    values.push(value);
    from = end;
  }
  return { values, isComplete: true };
}

/** Brackets in one another above which a text is not looked into: comparing such values would exhaust the stack. */
const deepest = 1000;

/** The value of a JSON text, or undefined: no JSON has that value. */
export function parseJson(text: string): unknown {
  try {
    return isDeep(text) ? undefined : (JSON.parse(text) as unknown);
  } catch {
    // Text that is no JSON is an answer as well.
    return undefined;
  }
}

function isDeep(text: string): boolean {
  for (const { depth } of walkBrackets(text, 0)) if (depth > deepest) return true;
  return false;
}

function endOfBrackets(text: string, start: number): number | null {
  for (const { depth, end } of walkBrackets(text, start)) if (depth === 0) return end;
  return null;
}

/** The brackets outside of strings from `start` on, each with the depth behind it. */
function* walkBrackets(
  text: string,
  start: number,
): Generator<{ readonly depth: number; readonly end: number }> {
  let depth = 0;
  let isInString = false;
  const pattern = new RegExp(structural);
  pattern.lastIndex = start;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const character = match[0];
    if (character === '\\') pattern.lastIndex += 1;
    else if (character === '"') isInString = !isInString;
    else if (!isInString) {
      depth += character === '{' || character === '[' ? 1 : -1;
      yield { depth, end: match.index + 1 };
    }
  }
}
