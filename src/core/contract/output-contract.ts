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

/**
 * A statement about the form of the answer. `values` holds the labels of an enumeration or the two ends of a scale;
 * `span` reaches from the word that asks for an answer to the last word of the form.
 */
export interface OutputStatement {
  readonly kind: 'format' | 'labels' | 'scale';
  readonly format: OutputFormat | null;
  readonly values: readonly string[];
  readonly span: Span;
}

// Longer sentences are read in part: everything below looks at one bounded piece of text at a time.
const longestSentence = 600;
const sentencePattern = new RegExp(String.raw`[^\n]{1,${longestSentence}}`, 'g');
const sentenceBreak = /[.!?;](?:["'”)]{0,2})\s+/g;

const asking =
  /\b(?:return|respond|reply|answer|output|produce|generate|provide|write|give|emit|present|print|create|format|express|deliver|submit|use|response|result|completion)(?:s|ed|ted)?\b/i;
const dataLead = String.raw`\b(?:as|in|into|with|an?|only|valid|strict|raw|pure|plain|well-formed|single|using|be|is|return|output|emit|produce|generate|format:|formatted|:)\s(?:[\w-]{1,20}\s){0,2}?`;

const formatPatterns: readonly (readonly [OutputFormat, RegExp])[] = [
  ['json', data(String.raw`json(?:l|\s(?:objects?|arrays?|lists?|strings?|format|schema))?`)],
  ['xml', data(String.raw`xml(?:\s(?:format|document|tags?))?`)],
  ['yaml', data(String.raw`ya?ml(?:\s(?:format|document))?`)],
  ['csv', data(String.raw`(?:csv|comma[- ]separated)(?:\s(?:format|list|values))?`)],
  ['html', data(String.raw`html(?:\s(?:format|code|document))?`)],
  ['markdown', data(String.raw`markdown(?:\sformat)?(?!\s(?:file|table|code))`)],
  [
    'table',
    /\b(?:as|in|into|create|output|return|provide|generate)\s(?:an?|the)?\s?(?:[\w-]{1,20}\s){0,2}?table\b/i,
  ],
  [
    'list',
    /\b(?:as|in|return|output|provide|give|generate|create|write|with)\s(?:me\s)?an?\s(?:[\w-]{1,20}\s){0,2}?list\b|\b(?:in|as|using|with)\s(?:[\w-]{1,20}\s){0,2}?(?:bullet points|bullets|a bullet)\b|\b(?:bulleted|numbered|ordered)\slist\b/i,
  ],
  [
    'code',
    /\bonly (?:the )?code\b|\bcode only\b|\b(?:in|inside|as) (?:an?|one)\s(?:[\w-]{1,20}\s)?code ?block\b/i,
  ],
  [
    'number',
    /\b(?:return|with|output|answer|reply|respond|be|as|give|provide)\s(?:only\s)?(?:an?|the|one)\s(?:(?:single|whole|integer|numeric)\s){0,2}(?:number|integer|digit)\b/i,
  ],
  ['boolean', /\b(?:yes or no|true or false|yes\/no|true\/false)\b/i],
  [
    'one-word',
    /\b(?:in|with|using|only|be|exactly)\s(?:only\s)?(?:one|a single)\sword\b|\b(?:one|single)-word\b/i,
  ],
];

function data(name: string): RegExp {
  return new RegExp(String.raw`${dataLead}${name}(?![\w-])`, 'i');
}

const formatWords: Readonly<Record<OutputFormat, RegExp>> = {
  json: /\bjsonl?\b/i,
  xml: /\bxml\b/i,
  yaml: /\bya?ml\b/i,
  csv: /\bcsv\b|\bcomma[- ]separated\b/i,
  html: /\bhtml\b/i,
  markdown: /\bmarkdown\b/i,
  table: /\btables?\b/i,
  list: /\blists?\b|\bbullet(?:s|ed|\spoints?)?\b/i,
  code: /\bcode\b/i,
  number: /\b(?:number|integer|digit)\b/i,
  boolean: /\b(?:yes|true)\s?(?:or|\/)\s?(?:no|false)\b/i,
  'one-word': /\b(?:one|single)[- ]word\b/i,
};

/** Recognises the name of a format anywhere in a text. */
export function formatWord(format: OutputFormat): RegExp {
  return formatWords[format];
}

/** Finds what a text says about the form of the answer, in order of place. Reads English; linear in the text. */
export function findOutputContract(text: string): readonly OutputStatement[] {
  return sentencesOf(text).flatMap((sentence) => {
    const statements = [...findFormats(sentence), ...findScales(sentence), ...findLabels(sentence)];
    return statements.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  });
}

interface Sentence {
  readonly start: number;
  readonly text: string;
}

function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  for (const line of text.matchAll(sentencePattern)) {
    let start = 0;
    for (const end of line[0].matchAll(sentenceBreak)) {
      sentences.push({ start: line.index + start, text: line[0].slice(start, end.index + 1) });
      start = end.index + end[0].length;
    }
    sentences.push({ start: line.index + start, text: line[0].slice(start) });
  }
  return sentences.filter((sentence) => sentence.text.length > 3);
}

function findFormats(sentence: Sentence): readonly OutputStatement[] {
  const ask = asking.exec(sentence.text);
  if (ask === null) return [];
  return formatPatterns.flatMap(([format, pattern]) => {
    const match = pattern.exec(sentence.text.slice(ask.index));
    if (match === null) return [];
    const end = ask.index + match.index + match[0].length;
    return [statement('format', format, [], sentence, ask.index, end)];
  });
}

const scalePattern =
  /\b(?:scale|scor(?:e|es|ed|ing)|rat(?:e|es|ed|ing)s?|grade|number|integer|value|confidence)\b[^\n]{0,60}?\b(?:of|from|between|range)?\s?\(?(\d{1,4}(?:\.\d{1,2})?)\s?(?:-|–|\bto\b|\band\b|\bthrough\b)\s?(\d{1,4}(?:\.\d{1,2})?)(?!\s?(?:words?|sentences?|characters?|paragraphs?|bullets?|items?|%))/i;

function findScales(sentence: Sentence): readonly OutputStatement[] {
  const match = scalePattern.exec(sentence.text);
  if (match?.[1] === undefined || match[2] === undefined || Number(match[1]) >= Number(match[2])) return [];
  const end = match.index + match[0].length;
  return [statement('scale', null, [match[1], match[2]], sentence, match.index, end)];
}

const quoted = String.raw`(?:"[^"\n]{1,40}"|'[^'\n]{1,40}'|“[^”\n]{1,40}”|\x60[^\x60\n]{1,40}\x60)`;
const label = String.raw`(?:${quoted}|(?!(?:or|and)\b)[A-Za-z][\w-]{0,30})`;
const sharpLabel = String.raw`(?:${quoted}|[A-Z][A-Z_-]{1,30})`;
const list = (item: string): string =>
  String.raw`(?:${item}(?:\s?[,|/]\s?${item}){1,20}(?:,?\s(?:or|and)\s${item})?|${choice(item)})(?![\w-])`;
const choice = (item: string): string => String.raw`${item}(?:,\s${item}){0,20},?\sor\s${item}(?![\w-])`;
const labelNoun = String.raw`\b(?:one of(?: the following| these)?(?: \w{1,20}){0,2}|(?:labels?|categor(?:y|ies)|classes|sentiments?|values?|options|status)(?: must be| should be| can be| are| is)?)`;
const labelPatterns: readonly RegExp[] = [
  new RegExp(String.raw`${labelNoun}(?::|\s?:?\s?\()\s?(${list(label)})`, 'i'),
  new RegExp(String.raw`${labelNoun}\s(${list(sharpLabel)})`),
  new RegExp(
    String.raw`\b(?:[Cc]lassify|[Ll]abel|[Cc]ategori[sz]e|[Mm]ark|[Tt]ag|[Rr]ate|[Gg]rade)\b[^\n]{0,80}?\b(?:as|into)(?: being| either)?:?\s(${choice(label)}|${list(sharpLabel)})`,
  ),
  new RegExp(
    String.raw`\b(?:[Ee]ither|(?:[Rr]eturn|[Oo]utput|[Aa]nswer|[Rr]eply|[Rr]espond|[Ss]ay)(?: only)?(?: with)?(?: only| either)?):?\s(${list(sharpLabel)})`,
  ),
];

function findLabels(sentence: Sentence): readonly OutputStatement[] {
  for (const pattern of labelPatterns) {
    const match = pattern.exec(sentence.text);
    if (match?.[1] === undefined) continue;
    const end = match.index + match[0].length;
    return [statement('labels', null, splitLabels(match[1]), sentence, match.index, end)];
  }
  return [];
}

function splitLabels(labels: string): readonly string[] {
  const found = labels.match(new RegExp(String.raw`(?<![\w-])${label}`, 'g')) ?? [];
  return found.filter((value) => !/^(?:or|and|etc)$/i.test(value)).map(unquote);
}

function unquote(value: string): string {
  return value.replace(/^["'“`]|["'”`]$/g, '');
}

function statement(
  kind: OutputStatement['kind'],
  format: OutputFormat | null,
  values: readonly string[],
  sentence: Sentence,
  start: number,
  end: number,
): OutputStatement {
  return { kind, format, values, span: { start: sentence.start + start, end: sentence.start + end } };
}
