/** A run of letters on a page of a PDF file, in the order of the file. */
export interface PdfRun {
  readonly text: string;
  /** True when a line ends after it. */
  readonly endsLine: boolean;
  /** Of the base line, from the lower edge of the page, in points. */
  readonly y: number;
  /** Of the letters, in points; 0 for an empty run. */
  readonly height: number;
}

/** Distance between base lines, in heights of letters, above which a new paragraph begins: lines stand 1.2 to 1.5 apart. */
const paragraphGap = 1.8;

/** The text of a page: lines as they stand there, with an empty one between paragraphs. */
export function linesOfPage(runs: readonly PdfRun[]): string {
  const lines: string[] = [];
  let before: PdfLine | null = null;
  for (const line of readLines(runs)) {
    if (before !== null && isApart(before, line)) lines.push('');
    lines.push(line.text);
    before = line;
  }
  return lines.join('\n');
}

interface PdfLine {
  readonly text: string;
  readonly y: number;
  readonly height: number;
}

function readLines(runs: readonly PdfRun[]): readonly PdfLine[] {
  const lines: PdfLine[] = [];
  let open: PdfRun[] = [];
  const close = (): void => {
    const first = open.find((run) => run.text.trim() !== '');
    if (first !== undefined) {
      const height = open.reduce((most, run) => Math.max(most, run.height), 0);
      const text = inReadingOrder(open.map((run) => run.text)).trimEnd();
      lines.push({ text, y: first.y, height });
    }
    open = [];
  };
  for (const run of runs) {
    open.push(run);
    if (run.endsLine) close();
  }
  close();
  return lines;
}

/** Also what stands higher than the line before: another column. */
function isApart(before: PdfLine, line: PdfLine): boolean {
  const height = Math.max(Math.min(before.height, line.height), 1);
  return before.y - line.y > paragraphGap * height || line.y - before.y > height;
}

/**
 * Runs come from left to right. In a line of Hebrew or Arabic they are read from the right, but for what is written
 * from left to right among them: numbers, Latin words and what stands between two of those. Letters within a run are in order.
 */
function inReadingOrder(texts: readonly string[]): string {
  const line = texts.join('');
  const rightwards = line.match(/\p{L}/gu)?.length ?? 0;
  const leftwards = line.match(leftwardLetters)?.length ?? 0;
  if (2 * leftwards <= rightwards) return line;
  const ordered: string[] = [];
  for (let last = texts.length - 1; last >= 0;) {
    const first = firstOfIsland(texts, last);
    ordered.push(...texts.slice(first, last + 1));
    last = first - 1;
  }
  return ordered.join('');
}

const leftwardLetters = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/gu;

/** The first run of what is written from left to right and ends with the run at `last`; `last` itself when that is not. */
function firstOfIsland(texts: readonly string[], last: number): number {
  let first = last;
  for (let at = last; at >= 0; at -= 1) {
    const text = texts[at] ?? '';
    if (isRightward(text)) first = at;
    else if (first === last && at === last) return last;
    else if (text.trim() !== '') break;
  }
  return first;
}

function isRightward(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && text.search(leftwardLetters) < 0;
}
