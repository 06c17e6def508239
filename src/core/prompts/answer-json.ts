/**
 * The JSON object of an answer, however the model has wrapped it: bare, in a code fence, after its thoughts or between
 * two sentences. Undefined when there is none. Linear in the length of the answer.
 */
export function parseAnswerJson(answer: string): unknown {
  for (const read of [whole, fenced, outermost]) {
    const value = parseObject(read(withoutThoughts(answer)));
    if (value !== undefined) return value;
  }
  return undefined;
}

const whole = (text: string): string => text;

/** What stands in the first code fence. */
function fenced(text: string): string {
  const opening = text.indexOf('```');
  const start = opening < 0 ? -1 : text.indexOf('\n', opening);
  const end = text.lastIndexOf('```');
  return start < 0 || end <= start ? '' : text.slice(start, end);
}

function outermost(text: string): string {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  return start < 0 || end < start ? '' : text.slice(start, end + 1);
}

/** Some models show their thoughts before the answer, between tags. */
function withoutThoughts(answer: string): string {
  const text = answer.trim();
  if (!text.startsWith('<think')) return text;
  const end = text.indexOf('</think');
  const close = text.indexOf('>', Math.max(0, end));
  return end < 0 || close < 0 ? text : text.slice(close + 1).trim();
}

function parseObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    // Text that is no JSON is no answer of this form; the next form may fit.
    return undefined;
  }
}
