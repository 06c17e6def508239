import { isSectionMark } from './prompt-lines.ts';
import type { PromptLine } from './prompt-lines.ts';

/** What a prompt says about the form of the answer, and which examples it gives. */
export interface OutputFeatures {
  readonly hasOutputFormat: boolean;
  readonly hasOutputSection: boolean;
  /** A limit of length, or a closed list of choices. */
  readonly hasOutputLimit: boolean;
  /** A fenced block or JSON keys that show the answer's shape. */
  readonly hasTemplate: boolean;
  readonly hasExampleMention: boolean;
  readonly hasExamplePairs: boolean;
}

/** Reads the output contract. A format counts only beside a word of answering: `JSON` as an input is none. */
export function readOutput(lines: readonly PromptLine[], codeBlocks: number): OutputFeatures {
  return { ...readOutputContract(lines, codeBlocks), ...readExamples(lines) };
}

type ExampleFeatures = Pick<OutputFeatures, 'hasExampleMention' | 'hasExamplePairs'>;

function readOutputContract(
  lines: readonly PromptLine[],
  codeBlocks: number,
): Omit<OutputFeatures, keyof ExampleFeatures> {
  const shaped = lines.filter((line) => outputVerb.test(line.plain) || outputLabel.test(line.plain));
  const named = shaped.some(({ plain }) => formatName.test(plain));
  const section = lines.some(
    (line) => (isSectionMark(line) || line.words.length <= 3) && outputLabel.test(line.plain),
  );
  return {
    hasOutputFormat: named || lines.some((line, index) => announcesFields(line, lines[index + 1])),
    hasOutputSection: section || lines.some(({ plain }) => outputOnlyPattern.test(plain)),
    hasOutputLimit: lines.some(({ plain, unit }) => outputLimit.test(plain) || enumeration.test(unit.text)),
    hasTemplate: codeBlocks > 0 || lines.some(({ unit }) => /["'][\w -]{1,60}["']\s{0,9}:/u.test(unit.text)),
  };
}

/** "…, output:" before a list: the items are the fields of the answer. */
function announcesFields({ unit, plain }: PromptLine, next: PromptLine | undefined): boolean {
  return next?.unit.kind === 'item' && unit.text.trimEnd().endsWith(':') && announcingVerb.test(plain);
}

function readExamples(lines: readonly PromptLine[]): ExampleFeatures {
  const labels = lines.map(
    ({ unit }) => /^(\p{L}+)(?:\s*\d+)?\s*:/u.exec(unit.text)?.[1]?.toLowerCase() ?? '',
  );
  const repeated = (names: readonly string[]) => labels.filter((label) => names.includes(label)).length;
  return {
    hasExampleMention: lines.some((line) => examplePattern.test(line.plain)),
    hasExamplePairs: repeated(['input', 'q', 'question', 'user', 'text', 'example']) >= 2,
  };
}

const formatNames =
  'json|yaml|xml|csv|html|markdown|tables?|lists?|bullets?|bulleted|numbered|sentences?|paragraphs?|words?|essay|email|letter|code|function|array|object|schema|yes or no|true or false|number|integer|string|format|following (?:format|structure)|key|keys|sections?|headings?|headers?|titles?|characters?|post|report|poem|story|haiku|tweet|latex|sql|python|javascript|labels?|categor(?:y|ies)|one of|translation|summary';
const formatName = new RegExp(`\\b(?:${formatNames})\\b`, 'u');
const outputVerb =
  /\b(?:return|returns|respond|reply|answer|output|outputs|produce|generate|provide|write|give|print|list|present|format|formatted|structure|create|use|in|as|into)\b/u;
const outputLabel =
  /^(?:(?:expected |required |desired )?(?:output|response|answer|result|return)(?: format| structure| schema| contract)?|format)\b/u;
/** A line that shapes the answer without stating a task: "Answer in JSON.", "Do not …". */
export const outputOnlyPattern =
  /^(?:you (?:must|should|will) )?(?:always |only |then )*(?:(?:return|respond|reply|output|answer|print)\b(?: \w+){0,3}? (?:only|in|with|as|using|nothing)\b|format (?:your|the) (?:answer|response|output|result|reply)\b|(?:use|do not|don't|avoid|never|include|exclude|keep)\b)/u;
const outputLimit =
  /\b(?:only the|nothing else|no (?:other|additional|extra|explanations?|preamble|commentary)|without (?:including )?(?:any )?(?:other|additional|extra|explanations?|preamble|commentary)|one of|single (?:word|sentence|line)|(?:at most|no more than|up to|maximum|max|under|within|exactly|fewer than|less than) (?:\w+ )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)|\d+ (?:words?|sentences?|paragraphs?|bullets?|characters?|lines?))\b/u;
/** Choices to pick from: `positive, negative or neutral`, `(low, medium, high)`. */
const enumeration = /\b\w+(?:, \w+){1,12},? or \w|\(\w+(?:, ?\w+){2,12}\)|["'`][^"'`]{1,30}["'`],? or ["'`]/u;
const announcingVerb =
  /\b(?:return|respond|reply|output|provide|include|includes|produce|give|contains?|following)\b/u;
const examplePattern = /\b(?:examples?|for instance|e g|such as|sample)\b/u;
