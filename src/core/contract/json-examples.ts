import type { Span } from '../model.ts';
import { forwardFinder } from './text-scan.ts';

const jsonStart = /[{[]/g;
const jsonOpening =
  /^(?:\{\{?\s{0,20}(?:["'“][^"'“”\n]{0,200}["'”]\s{0,4}:|[\w$-]{1,60}\??\s{0,4}:\s)|\[\s{0,20}(?:[{"]|'[^'\n]{0,200}'\s{0,4}[,\]]))/;

/** Examples of JSON, also with unquoted keys, comments, placeholders or the doubled braces of str.format. */
export function findJson(text: string): readonly Span[] {
  const spans: Span[] = [];
  const paragraphEnd = forwardFinder(text, '\n\n');
  // Unclosed examples are read again from each of their braces: this bounds that work to a few walks over the text.
  let budget = 4 * text.length + 1000;
  let from = 0;
  for (const match of text.matchAll(jsonStart)) {
    const start = match.index;
    if (start < from || !jsonOpening.test(text.slice(start, start + 240))) continue;
    const end = budget > 0 ? endOfValue(text, start) : null;
    if (end === null) budget -= text.length - start;
    from = end ?? paragraphOrText(text, paragraphEnd(start));
    spans.push({ start, end: from });
  }
  return spans;
}

function paragraphOrText(text: string, blank: number): number {
  return blank < 0 ? text.length : blank;
}

const structural = /["{}[\]\n\\]/g;

/** Where the object or array that starts here ends. Strings end with their line at the latest. */
function endOfValue(text: string, start: number): number | null {
  let depth = 0;
  let isInString = false;
  structural.lastIndex = start;
  for (let match = structural.exec(text); match !== null; match = structural.exec(text)) {
    const character = match[0];
    if (character === '\\') structural.lastIndex += 1;
    else if (character === '\n') isInString = false;
    else if (character === '"') isInString = !isInString;
    else if (!isInString) {
      depth += character === '{' || character === '[' ? 1 : -1;
      if (depth === 0) return match.index + 1;
    }
  }
  return null;
}
