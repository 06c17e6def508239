/** What a unit of a prompt is, typographically. */
export type UnitKind = 'heading' | 'tag' | 'item' | 'sentence';

/** A sentence, list item, heading or tag line. `words` are lower case and hold no punctuation. */
export interface TextUnit {
  readonly kind: UnitKind;
  readonly text: string;
  readonly words: readonly string[];
  /** True for an item that carries a number or a letter: `1.`, `2)`. */
  readonly isNumbered: boolean;
}

/** A prompt cut into units. `codeBlocks` counts fenced blocks; their content is data and gives no units. */
export interface PromptUnits {
  readonly units: readonly TextUnit[];
  readonly codeBlocks: number;
  /** Number of blocks of prose separated by blank lines. */
  readonly paragraphs: number;
}

/**
 * Cuts a prompt into units: hard-wrapped lines are joined, fenced code is left out (an open fence runs to the end, as
 * in CommonMark), sentences end at punctuation that is followed by white space.
 */
export function splitUnits(text: string): PromptUnits {
  const allLines = text.split(/\r\n|\r|\n/u);
  const { lines: prose, codeBlocks } = withoutFences(allLines);
  // A prompt that stands as a whole inside a fence is prose all the same.
  const lines = prose.some((line) => line.trim() !== '') ? prose : allLines;
  const blocks = joinWrappedLines(lines);
  return {
    units: blocks.flatMap(unitsOfLine),
    codeBlocks,
    paragraphs: countParagraphs(lines),
  };
}

/** Lower-case words: letters, digits, inner apostrophes; each ideograph or kana is a word of its own. */
export function wordsOf(text: string): string[] {
  return (text.match(wordPattern) ?? []).map((word) => word.toLowerCase().replaceAll('’', "'"));
}

const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}_])+(?:['’]\p{L}+)?/gu;

/** A line shorter than this (characters) was ended by its author, not wrapped by an editor. */
const wrappedLineLength = 60;

function withoutFences(lines: readonly string[]): { lines: readonly string[]; codeBlocks: number } {
  const kept: string[] = [];
  let fence: string | null = null;
  let codeBlocks = 0;
  for (const line of lines) {
    const mark = /^\s{0,3}(```+|~~~+)(.*)$/u.exec(line);
    if (fence !== null) {
      if (mark?.[1]?.startsWith(fence) === true && mark[2]?.trim() === '') fence = null;
    } else if (mark?.[1] !== undefined && mark[2]?.includes('`') !== true) {
      fence = mark[1];
      codeBlocks += 1;
      kept.push('');
    } else kept.push(line);
  }
  return { lines: kept, codeBlocks };
}

function joinWrappedLines(lines: readonly string[]): string[] {
  const joined: string[][] = [];
  let previous = '';
  for (const line of lines) {
    const current = joined.at(-1);
    if (current !== undefined && continues(previous, line)) current.push(line.trim());
    else if (line.trim() !== '') joined.push([line.trim()]);
    previous = line.trim();
  }
  return joined.map((parts) => parts.join(' '));
}

function continues(previous: string, line: string): boolean {
  const start = line.trim();
  if (previous === '' || start === '' || startsBlock(start) || startsHeadingOrTag(previous)) return false;
  if (/[.!?:;。！？：]["')\]]?$/u.test(previous)) return false;
  return /^\p{Ll}/u.test(start) || previous.length >= wrappedLineLength;
}

function startsBlock(line: string): boolean {
  return itemMark.test(line) || startsHeadingOrTag(line);
}

function startsHeadingOrTag(line: string): boolean {
  return headingMark.test(line) || tagLine.test(line);
}

const itemMark = /^(?:[-*+•–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+/iu;
const headingMark = /^(?:#{1,6}\s|\*\*[^*]{1,80}\*\*:?$|={3,}|-{3,})/u;
const tagLine = /^<\/?[a-z][\w-]*>$/iu;

function unitsOfLine(line: string): TextUnit[] {
  // The name of a tag is a mark, not a word: a closing tag repeats nothing.
  if (tagLine.test(line)) return [{ ...unit('tag', line), words: [] }];
  if (headingMark.test(line)) return [unit('heading', line.replace(/^[#=*-]+\s*/u, ''))];
  const mark = itemMark.exec(line)?.[0] ?? '';
  const kind = mark === '' ? 'sentence' : 'item';
  return splitSentences(line.slice(mark.length)).map((sentence) =>
    unit(kind, sentence, /[\da-z]/iu.test(mark)),
  );
}

function unit(kind: UnitKind, text: string, isNumbered = false): TextUnit {
  return { kind, text, words: wordsOf(text), isNumbered };
}

const sentenceEnd = /[。！？]|[.!?](?=["')\]]?\s)/gu;
const abbreviation = /(?:^|\W)(?:e\.g|i\.e|etc|vs|cf|mr|mrs|dr|no)$/iu;

function splitSentences(line: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of line.matchAll(sentenceEnd)) {
    if (match[0] === '.' && abbreviation.test(line.slice(Math.max(0, match.index - 5), match.index)))
      continue;
    sentences.push(line.slice(start, match.index + match[0].length));
    start = match.index + match[0].length;
  }
  return [...sentences, line.slice(start)].filter((sentence) => sentence.trim() !== '');
}

function countParagraphs(lines: readonly string[]): number {
  return lines.filter((line, index) => line.trim() !== '' && (lines[index - 1] ?? '').trim() === '').length;
}
