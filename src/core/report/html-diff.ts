import { wordDiff, type DiffPart } from '../diff/word-diff.ts';
import { grouped } from './format-number.ts';
import { html, type Html } from './html.ts';

/** Unchanged text that is longer is folded; as much of it is shown on either side. */
const longestSame = 1600;
const shownOfSame = 400;

/** The change from one text to another, word by word; long unchanged parts are folded. */
export function htmlDiff(before: string, after: string): Html {
  const parts = wordDiff(before, after);
  const pieces = parts.map((part, index) =>
    pieceOf(part, { isFirst: index === 0, isLast: index === parts.length - 1 }),
  );
  return html`<pre class="diff" dir="auto">${'\n'}${pieces}</pre> `;
}

interface Position {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function pieceOf({ kind, text }: DiffPart, position: Position): Html {
  switch (kind) {
    case 'added':
      return html`<ins>${text}</ins>`;
    case 'removed':
      return html`<del>${text}</del>`;
    case 'same':
      return text.length > longestSame ? folded(text, position) : html`${text}`;
  }
}

/** The beginning of a document tells no more than the end of what is folded, and the other way round. */
function folded(text: string, { isFirst, isLast }: Position): Html {
  const head = isFirst ? 0 : shownOfSame;
  const tail = isLast ? 0 : shownOfSame;
  const hidden = text.length - head - tail;
  return html`${text.slice(0, head)}<span class="folded">⋯ ${grouped(hidden)} unchanged characters ⋯</span
    >${text.slice(text.length - tail)}`;
}

/** A text as it is, with its line breaks. */
export function htmlText(text: string): Html {
  // The first line feed in the element is not shown (HTML, 13.1.2.5).
  return html`<pre dir="auto">${`\n${text}`}</pre> `;
}
