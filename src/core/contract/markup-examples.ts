import type { Span } from '../model.ts';
import type { Line } from './text-scan.ts';

/** Front matter: the block between two lines `---` at the very start of a text. */
export function findFrontMatter(text: string): readonly Span[] {
  if (!/^\uFEFF?---[ \t]*\r?\n/.test(text)) return [];
  const close = /\n---[ \t]*(?:\r?\n|$)/.exec(text.slice(3));
  return close === null ? [] : [{ start: 0, end: 3 + close.index + 4 }];
}

const yamlLine = /^([ \t]{0,60})(?:- )?(?:[a-z_][\w.-]{0,60}:(?: .*)?|- \S.*)$/;
const yamlKey = /^[ \t]{0,60}(?:- )?[a-z_][\w.-]{0,60}:(?: |$)/;

/** Examples of YAML: three lines or more of lower-case keys, at least one of them nested under another. */
export function findYaml(lines: readonly Line[]): readonly Span[] {
  return runsOfLines(lines, (line) => yamlLine.test(line.text))
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
export function findXml(lines: readonly Line[]): readonly Span[] {
  return runsOfLines(lines, (line) => markupLine.test(line.text))
    .filter((run) => run.filter((line) => leafLine.test(line.text)).length >= 2)
    .map(spanOfLines);
}

function runsOfLines(lines: readonly Line[], belongs: (line: Line) => boolean): readonly (readonly Line[])[] {
  const runs: Line[][] = [];
  let current: Line[] = [];
  for (const line of lines) {
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
