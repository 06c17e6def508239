import type { Span } from '../model.ts';

export type OutputFormat =
  | 'json'
  | 'xml'
  | 'yaml'
  | 'csv'
  | 'html'
  | 'markdown'
  | 'table'
  | 'list'
  | 'code'
  | 'number'
  | 'boolean'
  | 'one-word';

/** A statement about the form of the answer. `values` holds the labels of an enumeration or the ends of a scale. */
export interface OutputStatement {
  readonly kind: 'format' | 'labels' | 'scale';
  readonly format: OutputFormat | null;
  readonly values: readonly string[];
  readonly span: Span;
}

const verbs = String.raw`(?:return|respond|reply|answer|output|produce|generate|provide|format|write|give|emit|present|print|use|be)`;
const formatNames: readonly (readonly [OutputFormat, string])[] = [
  ['json', String.raw`json(?:l|\sobject|\sarray|\sformat)?`],
  ['xml', 'xml'],
  ['yaml', 'ya?ml'],
  ['csv', '(?:csv|comma[- ]separated)'],
  ['html', 'html'],
  ['markdown', 'markdown'],
  ['table', '(?:markdown )?table'],
  ['list', String.raw`(?:(?:bullet(?:ed)?|numbered|ordered)(?:\slist|\spoints)?|bullets|list)`],
  ['code', String.raw`code(?:\sblock|\sonly)?`],
  ['number', String.raw`(?:single\s|one\s)?(?:number|integer|digit)`],
  ['boolean', String.raw`(?:true or false|yes or no|yes\/no|true\/false)`],
  ['one-word', String.raw`(?:one|a single|single)[\s-]word`],
];
const formatPatterns = formatNames.map(
  ([format, name]) =>
    [
      format,
      new RegExp(
        String.raw`\b${verbs}(?:ed|s|ting)?\b[^.!?\n]{0,60}?\b(?:as|in|a|an|only|with|valid|the|using|into|to|:)\s(?:[\w-]{1,12}\s){0,2}?${name}\b`,
        'gi',
      ),
    ] as const,
);
const formatWords = new Map(
  formatNames.map(([format, name]) => [format, new RegExp(String.raw`\b${name}\b`, 'i')]),
);

/** Recognises the name of a format anywhere in a text. */
export function formatWord(format: OutputFormat): RegExp {
  return formatWords.get(format) ?? /(?!)/;
}

const scalePattern =
  /\b(?:scale (?:of|from)|rat(?:e|ing|ed)\b[^.!?\n]{0,40}?(?:from|of|between)|scores? (?:from|of|between))\s(\d{1,4}(?:\.\d)?)\s?(?:-|–|to|and|\/|through)\s?(\d{1,4}(?:\.\d)?)/gi;
const label = String.raw`(?:"[^"\n]{1,40}"|'[^'\n]{1,40}'|“[^”\n]{1,40}”|\x60[^\x60\n]{1,40}\x60|[A-Za-z][\w-]{0,30})`;
const labelsPattern = new RegExp(
  String.raw`\b(?:one of(?: the following)?(?: \w{1,20}){0,2}|either|as(?: being)?|labels?(?: are)?|categories(?: are)?|classes(?: are)?|values(?: are)?)\s?[:(]?\s?(${label}(?:,\s?${label}){0,20},?\s(?:or|and)\s${label}|${label}(?:(?:,|\s?[|/])\s?${label}){2,20})`,
  'gi',
);

/** Finds what a text says about the form of the answer, in order of place. English only. */
export function findOutputContract(text: string): readonly OutputStatement[] {
  const statements = [...findFormats(text), ...findScales(text), ...findLabels(text)];
  return statements.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function findFormats(text: string): readonly OutputStatement[] {
  return formatPatterns.flatMap(([format, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({
      kind: 'format' as const,
      format,
      values: [],
      span: spanOf(match),
    })),
  );
}

function findScales(text: string): readonly OutputStatement[] {
  return [...text.matchAll(scalePattern)].map((match) => ({
    kind: 'scale',
    format: null,
    values: [match[1] ?? '', match[2] ?? ''],
    span: spanOf(match),
  }));
}

function findLabels(text: string): readonly OutputStatement[] {
  return [...text.matchAll(labelsPattern)].map((match) => ({
    kind: 'labels',
    format: null,
    values: (match[1] ?? '').split(/,\s?(?:or|and)\s|\s(?:or|and)\s|\s?[,|/]\s?/).map(unquote),
    span: spanOf(match),
  }));
}

function unquote(value: string): string {
  return value.trim().replace(/^["'“`]|["'”`]$/g, '');
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}
