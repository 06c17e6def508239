import type { Span } from '../model.ts';
import { forwardFinder, splitLines, type Line } from './text-scan.ts';

const jsonStart = /[{[]/g;
const jsonOpening =
  /^(?:\{\{?\s{0,20}(?:["'“][^"'“”\n]{0,200}["'”]\s{0,4}:|[\w$-]{1,60}\??\s{0,4}:\s)|\[\s{0,20}(?:[{"]|'[^'\n]{0,200}'\s{0,4}[,\]]))/;

/** Examples of JSON, also with unquoted keys, comments, placeholders or the doubled braces of str.format. */
export function findJson(text: string): readonly Span[] {
  const spans: Span[] = [];
  const paragraphEnd = forwardFinder(text, '\n\n');
  // Unclosed examples are read again from each of their braces: this bounds that work to a few walks over the text.
  let budget = 4 * text.length + 1000;
  let from = 0;
  for (const match of text.matchAll(jsonStart)) {
    const start = match.index;
    if (start < from || !jsonOpening.test(text.slice(start, start + 240))) continue;
    const end = budget > 0 ? endOfValue(text, start) : null;
    if (end === null) budget -= text.length - start;
    from = end ?? paragraphOrText(text, paragraphEnd(start));
    spans.push({ start, end: from });
  }
  return spans;
}

function paragraphOrText(text: string, blank: number): number {
  return blank < 0 ? text.length : blank;
}

const structural = /["{}[\]\n\\]/g;

/** Where the object or array that starts here ends. Strings end with their line at the latest. */
function endOfValue(text: string, start: number): number | null {
  let depth = 0;
  let isInString = false;
  structural.lastIndex = start;
  for (let match = structural.exec(text); match !== null; match = structural.exec(text)) {
    const character = match[0];
    if (character === '\\') structural.lastIndex += 1;
    else if (character === '\n') isInString = false;
    else if (character === '"') isInString = !isInString;
    else if (!isInString) {
      depth += character === '{' || character === '[' ? 1 : -1;
      if (depth === 0) return match.index + 1;
    }
  }
  return null;
}

/** Front matter: the block between two lines `---` at the very start of a text. */
export function findFrontMatter(text: string): readonly Span[] {
  if (!/^\uFEFF?---[ \t]*\r?\n/.test(text)) return [];
  const close = /\n---[ \t]*(?:\r?\n|$)/.exec(text.slice(3));
  return close === null ? [] : [{ start: 0, end: 3 + close.index + 4 }];
}

const yamlLine = /^([ \t]{0,60})(?:- )?(?:[a-z_][\w.-]{0,60}:(?: .*)?|- \S.*)$/;
const yamlKey = /^[ \t]{0,60}(?:- )?[a-z_][\w.-]{0,60}:(?: |$)/;

/** Examples of YAML: three lines or more of lower-case keys, at least one of them nested under another. */
export function findYaml(text: string): readonly Span[] {
  return runsOfLines(text, (line) => yamlLine.test(line.text))
    .filter(isNestedYaml)
    .map(spanOfLines);
}

function isNestedYaml(lines: readonly Line[]): boolean {
  const keys = lines.filter((line) => yamlKey.test(line.text));
  const nestsBelow = lines.some(
    (line, index) => /^\s*(?:- )?[\w.-]+:\s*$/.test(line.text) && indent(lines[index + 1]) > indent(line),
  );
  return lines.length >= 3 && keys.length >= 2 && nestsBelow;
}

function indent(line: Line | undefined): number {
  return line === undefined ? -1 : line.text.length - line.text.trimStart().length;
}

const leafLine = /^\s*<([\w.:-]{1,64})(?:\s[^<>]{0,200})?>[^<>]{0,300}<\/\1>\s*$/;
const markupLine = /^\s*<[/!?\w][^<>]{0,300}>(?:[^<>]{0,300}<\/[\w.:-]{1,64}>)?\s*$/;

/** Examples of XML: lines that are all markup, two of them with a short value between their own tags. */
export function findXml(text: string): readonly Span[] {
  return runsOfLines(text, (line) => markupLine.test(line.text))
    .filter((lines) => lines.filter((line) => leafLine.test(line.text)).length >= 2)
    .map(spanOfLines);
}

function runsOfLines(text: string, belongs: (line: Line) => boolean): readonly (readonly Line[])[] {
  const runs: Line[][] = [];
  let current: Line[] = [];
  for (const line of splitLines(text)) {
    if (line.text.length <= 1000 && belongs(line)) current.push(line);
    else if (current.length > 0) {
      runs.push(current);
      current = [];
    }
  }
  if (current.length > 0) runs.push(current);
  return runs;
}

function spanOfLines(lines: readonly Line[]): Span {
  return { start: lines[0]?.start ?? 0, end: lines.at(-1)?.end ?? 0 };
}

const inputLabel =
  /^\s*(?:[-*#>]{1,4}\s*)?(?:\*\*)?(?:example\s)?(?:input|question|q|user|human|customer)(?:\s?\d{1,3})?(?:\*\*)?:(?:\*\*)?\s*\S/i;
const outputLabel =
  /^\s*(?:[-*#>]{1,4}\s*)?(?:\*\*)?(?:example\s)?(?:output|answer|a|assistant|ai|agent|response|label)(?:\s?\d{1,3})?(?:\*\*)?:(?:\*\*)?\s*\S/i;

/** Worked examples: a line `Input: …` (or Q, User, …) with a line `Output: …` after it, at most four lines apart. */
export function findExamples(text: string): readonly Span[] {
  const lines = splitLines(text);
  const spans: Span[] = [];
  let input: { line: Line; index: number } | null = null;
  for (const [index, line] of lines.entries()) {
    const head = line.text.slice(0, 80);
    if (inputLabel.test(head)) input = { line, index };
    else if (input !== null && outputLabel.test(head) && index - input.index <= 4) {
      spans.push({ start: input.line.start, end: line.end });
      input = null;
    }
  }
  return spans;
}
