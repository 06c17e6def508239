/** A text of a configuration with its variables filled in, or the part of it that cannot be. */
export type FilledText = { readonly text: string } | { readonly unsupported: string };

const expression = /\{\{|\{%|\{#/g;

/**
 * Fills `{{name}}` in an expectation, as promptfoo does. Filters, calls, blocks and unknown names are not guessed at: the
 * first of them is returned. Values are not filled again. Linear in the length of the text.
 */
export function fillTemplate(text: string, vars: ReadonlyMap<string, string>): FilledText {
  const parts: string[] = [];
  let from = 0;
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    const close = match[0] === '{{' ? text.indexOf('}}', match.index + 2) : -1;
    const end = close < 0 ? Math.min(text.length, match.index + 40) : close + 2;
    const value =
      close < 0
        ? undefined
        : vars.get(
            text
              .slice(match.index + 2, close)
              .replace(/^-|-$/g, '')
              .trim(),
          );
    if (value === undefined) return { unsupported: text.slice(match.index, Math.min(end, match.index + 80)) };
    parts.push(text.slice(from, match.index), value);
    from = end;
    expression.lastIndex = end;
  }
  return { text: parts.join('') + text.slice(from) };
}
