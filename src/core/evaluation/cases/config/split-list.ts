/** A list that is written as one text, as `one, "two, three", four`: fields between commas, trimmed, empty ones dropped. */
export function splitList(text: string): string[] {
  const fields: string[] = [];
  let from = 0;
  while (from < text.length) {
    const start = skipSeparators(text, from);
    if (start >= text.length) break;
    const field = text[start] === '"' ? quotedField(text, start) : null;
    const comma = text.indexOf(',', field?.end ?? start);
    const end = comma < 0 ? text.length : comma;
    // What follows a closing quote before the comma makes the quotes part of the text.
    const isQuoted = field !== null && text.slice(field.end, end).trim() === '';
    fields.push(isQuoted ? field.text : text.slice(start, end).trim());
    from = end + 1;
  }
  return fields;
}

function skipSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,]/.test(text.charAt(at))) at += 1;
  return at;
}

function quotedField(text: string, start: number): { readonly text: string; readonly end: number } | null {
  let field = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    const isEscape = (character === '\\' && /["\\]/.test(next)) || (character === '"' && next === '"');
    if (character === '"' && !isEscape) return { text: field, end: at + 1 };
    field += isEscape ? next : character;
    if (isEscape) at += 1;
  }
  return null;
}
