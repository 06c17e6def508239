/** How many lines above a literal its directive may stand: above its statement, not above its function. */
const reach = 2;

/**
 * The `promptops: prompt` or `promptops: ignore` comment of the literal at `start`: on its line, or on one of the two
 * lines above when such a line is nothing but the comment.
 */
export function commentDirective(
  source: string,
  start: number,
  statementStart: number,
): 'prompt' | 'ignore' | null {
  return (
    directiveNear(source, start) ?? (statementStart === start ? null : directiveNear(source, statementStart))
  );
}

function directiveNear(source: string, at: number): 'prompt' | 'ignore' | null {
  let lineStart = source.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = source.indexOf('\n', at);
  const own = directiveIn(source.slice(lineStart, lineEnd === -1 ? source.length : lineEnd));
  if (own !== null) return own;
  for (let step = 0; step < reach && lineStart > 0; step++) {
    const end = lineStart - 1;
    lineStart = source.lastIndexOf('\n', end - 1) + 1;
    const line = source.slice(lineStart, end).trim();
    if (!/^(#|\/\/|\/\*|\*|\{\/\*|<!--|--)/.test(line)) return null;
    const directive = directiveIn(line);
    if (directive !== null) return directive;
  }
  return null;
}

function directiveIn(line: string): 'prompt' | 'ignore' | null {
  const match = /(?:#|\/\/|\/\*|<!--)\s{0,8}promptops:\s{0,8}(prompt|ignore)\b/.exec(line);
  return match === null ? null : match[1] === 'prompt' ? 'prompt' : 'ignore';
}
