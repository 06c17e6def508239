/**
 * Parses JSON with comments and trailing commas, as the editor keeps its settings.
 * @throws SyntaxError.
 */
export function parseJsonc(text: string): unknown {
  const pieces = piecesOf(text.replace(/^\ufeff/u, ''));
  const kept: string[] = [];
  for (const piece of pieces) {
    const last = kept.at(-1);
    const closes = piece === ']' || piece === '}';
    if (closes && last === ',') kept.pop();
    kept.push(piece);
  }
  return JSON.parse(kept.join(' '));
}

/** Strings, signs and words without what stands between them; one pass, whatever the text is. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = endOfPiece(text, at);
    const piece = text.slice(at, end);
    const isComment = piece.startsWith('//') || piece.startsWith('/*');
    if (!isComment && piece.trim() !== '') pieces.push(piece);
    at = end;
  }
  return pieces;
}

function endOfPiece(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  if (text.startsWith('//', start)) return endAfter(text, '\n', start);
  if (text.startsWith('/*', start)) return endAfter(text, '*/', start + 2);
  let end = start;
  while (end < text.length && /[\w.+-]/u.test(text.charAt(end))) end++;
  return Math.max(end, start + 1);
}

function endAfter(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
