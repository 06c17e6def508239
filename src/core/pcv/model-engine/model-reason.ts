import type { Category, Reason } from '../../model.ts';

/** Characters of a reason that are shown; models like to go on. */
const longestReason = 240;

/** A reason as a model gave it: one line, bounded, without control characters. */
export function modelReason(why: string, category: Category): Reason {
  const line = why
    .slice(0, longestReason * 4)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  const shown = line.length > longestReason ? `${line.slice(0, longestReason).trimEnd()} …` : line;
  return { ruleId: null, category, why: shown === '' ? 'The model gave no reason.' : shown };
}
