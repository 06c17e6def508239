import { displayWidth } from './display-width.ts';

/** A piece of a line and how it is marked. */
export interface MarkedText {
  readonly text: string;
  readonly mark: (text: string) => string;
}

interface FlowOptions {
  /** Columns of the terminal; null: the line is never broken. */
  readonly columns: number | null;
  readonly indent: string;
  /** What the lines after the first begin with; the indent when left out. */
  readonly hanging?: string;
}

/** Lines longer than this are hard to read, however wide the terminal is. */
const mostColumns = 100;
/** Below this, breaking lines would leave hardly a word on each. */
const leastColumns = 32;

/** Lays out one line without line breaks: breaks it at spaces so that it fits, and marks its pieces. */
export function flow(
  pieces: readonly MarkedText[],
  { columns, indent, hanging = indent }: FlowOptions,
): string {
  const limit = columns === null ? Infinity : Math.max(leastColumns, Math.min(columns, mostColumns));
  const lines: MarkedText[][] = [[]];
  let width = displayWidth(indent);
  let isEmpty = true;
  for (const word of wordsOf(pieces)) {
    const wordWidth = widthOf(word.pieces);
    if (!isEmpty && width + widthOf(word.space) + wordWidth > limit) {
      lines.push([...word.pieces]);
      width = displayWidth(hanging) + wordWidth;
    } else {
      lines.at(-1)?.push(...word.space, ...word.pieces);
      width += widthOf(word.space) + wordWidth;
    }
    isEmpty = false;
  }
  return lines.map((line, index) => render(line, index === 0 ? indent : hanging)).join('\n');
}

/** A run of characters without spaces, across pieces, with the spaces before it. */
interface Word {
  readonly space: MarkedText[];
  readonly pieces: MarkedText[];
}

function wordsOf(pieces: readonly MarkedText[]): readonly Word[] {
  let word: Word = { space: [], pieces: [] };
  const words = [word];
  for (const { text, mark } of pieces) {
    for (const run of text.match(/\s+|\S+/gu) ?? []) {
      const isSpace = run.trim() === '';
      if (isSpace && word.pieces.length > 0) words.push((word = { space: [], pieces: [] }));
      (isSpace ? word.space : word.pieces).push({ text: run, mark });
    }
  }
  return words;
}

function widthOf(pieces: readonly MarkedText[]): number {
  return pieces.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

/** Neighbours with the same mark are marked as one. */
function render(line: readonly MarkedText[], indent: string): string {
  const joined: MarkedText[] = [];
  for (const { text, mark } of line) {
    const previous = joined.at(-1);
    if (previous?.mark === mark) joined[joined.length - 1] = { text: previous.text + text, mark };
    else joined.push({ text, mark });
  }
  const marked = joined.map(({ text, mark }) => mark(text)).join('');
  return marked === '' ? '' : indent + marked;
}
