import type { Node } from 'web-tree-sitter';

/** `<<~TEXT` where the code stands that the heredoc is part of. */
export interface HeredocBeginning {
  /** `~` takes the indentation away, `-` lets the end be indented, nothing does neither. */
  readonly kind: '~' | '-' | '';
  readonly quote: string;
  readonly start: number;
}

/** The beginning of a heredoc by its body: on the line above, with the same word; null when there is none. */
export function heredocBeginning(body: Node, source: string): HeredocBeginning | null {
  const word = body.lastChild?.text.trim() ?? '';
  const lineEnd = firstOfRow(body).startIndex;
  const lineStart = source.lastIndexOf('\n', lineEnd - 1) + 1;
  const line = source.slice(lineStart, lineEnd);
  for (const match of line.matchAll(/<<([~-]?)(["'`]?)(\w+)\2/g)) {
    const [, kind, quote = '', name] = match;
    if (name === word && quote !== '`') {
      return { kind: kind === '~' || kind === '-' ? kind : '', quote, start: lineStart + match.index };
    }
  }
  return null;
}

/** Bodies whose beginnings share a line follow each other. */
function firstOfRow(body: Node): Node {
  let first = body;
  for (let before = body.previousSibling; before?.type === 'heredoc_body'; before = first.previousSibling) {
    if (before.endIndex !== first.startIndex) break;
    first = before;
  }
  return first;
}
