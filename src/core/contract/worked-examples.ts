import type { Span } from '../model.ts';
import type { Line } from './text-scan.ts';

const inputLabel =
  /^\s*(?:[-*#>]{1,4}\s*)?(?:\*\*)?(?:example\s)?(?:input|question|q|user|human|customer)(?:\s?\d{1,3})?(?:\*\*)?:(?:\*\*)?\s*\S/i;
const outputLabel =
  /^\s*(?:[-*#>]{1,4}\s*)?(?:\*\*)?(?:example\s)?(?:output|answer|a|assistant|ai|agent|response|label)(?:\s?\d{1,3})?(?:\*\*)?:(?:\*\*)?\s*\S/i;

/** Worked examples: a line `Input: …` (or Q, User, …) with a line `Output: …` after it, at most four lines apart. */
export function findWorkedExamples(lines: readonly Line[]): readonly Span[] {
  const spans: Span[] = [];
  let input: { line: Line; index: number } | null = null;
  for (const [index, line] of lines.entries()) {
    const head = line.text.slice(0, 80);
    if (inputLabel.test(head)) input = { line, index };
    else if (input !== null && outputLabel.test(head) && index - input.index <= 4) {
      spans.push({ start: input.line.start, end: line.end });
      input = null;
    }
  }
  return spans;
}
