import type { Placeholder } from '../model.ts';
import { withoutFiller } from './filler-lexicon.ts';
import {
  closedVerbs,
  englishWords,
  labelWords,
  leadWords,
  openVerbs,
  reasoningVerbs,
  vagueWords,
} from './task-lexicon.ts';
import { splitUnits } from './text-units.ts';
import type { TextUnit } from './text-units.ts';

/**
 * What a prompt visibly contains. Every field is a presence, a count of *different* things or a position, never a
 * share of the text: deleting a repetition or a filler changes none of them.
 */
export interface PromptFeatures {
  readonly words: number;
  /** Words before the first instruction; null when none was found. */
  readonly wordsBeforeTask: number | null;
  readonly directives: number;
  readonly hasOpenTask: boolean;
  readonly hasReasoningTask: boolean;
  readonly hasQuestion: boolean;
  readonly hasRole: boolean;
  readonly hasBehaviour: boolean;
  readonly inputs: number;
  /** Different words that say something about the object of the task. */
  readonly informativeWords: number;
  readonly hasSections: boolean;
  readonly hasList: boolean;
  readonly hasSteps: boolean;
  readonly paragraphs: number;
  readonly areInputsDelimited: boolean;
  readonly hasConstraint: boolean;
  readonly hasQuantity: boolean;
  readonly hasEdgeCase: boolean;
  readonly hasContext: boolean;
  readonly hasCriteria: boolean;
  readonly hasSelfCheck: boolean;
  readonly hasOutputFormat: boolean;
  readonly hasOutputSection: boolean;
  readonly hasOutputLimit: boolean;
  readonly hasExampleMention: boolean;
  readonly hasExamplePairs: boolean;
  readonly hasTemplate: boolean;
  /** 1: the wordlists apply; 0: another language, they say nothing; between: unsure. */
  readonly englishConfidence: number;
}

/** Reads the features of a prompt. Filler phrases are left out first, so that striking them changes no feature. */
export function readFeatures(text: string, placeholders: readonly Placeholder[]): PromptFeatures {
  const { units, codeBlocks, paragraphs } = splitUnits(stripComments(text));
  const lines = units.map(readUnit);
  const isEvidence = (pattern: RegExp) =>
    lines.some((line) => line.words.length >= 3 && pattern.test(line.plain));
  const words = lines.flatMap((line) => line.words);
  const inputs = new Set(placeholders.map(({ name, text: own }) => name || own));
  return {
    words: new Set(lines.map(({ plain }) => plain)).size === 0 ? 0 : countDistinctUnitWords(lines),
    ...readTask(lines),
    hasRole: lines.some((line) => rolePattern.test(line.plain)),
    hasBehaviour: lines.some((line) => behaviourPattern.test(line.plain)),
    inputs: inputs.size,
    informativeWords: countInformative(words) + inputs.size,
    hasSections: lines.some(isSectionMark),
    hasList: units.some(({ kind }) => kind === 'item'),
    hasSteps: units.some((unit) => unit.isNumbered) || isEvidence(stepPattern),
    paragraphs,
    areInputsDelimited: placeholders.length === 0 || placeholders.some((own) => isDelimited(text, own)),
    hasConstraint: isEvidence(constraintPattern),
    hasQuantity: isEvidence(quantityPattern),
    hasEdgeCase: isEvidence(edgeCasePattern),
    hasContext: isEvidence(contextPattern),
    hasCriteria: isEvidence(criteriaPattern),
    hasSelfCheck: isEvidence(selfCheckPattern),
    ...readOutputContract(lines, codeBlocks),
    ...readExamples(lines),
    englishConfidence: confidenceOfEnglish(words),
  };
}

interface Line {
  readonly unit: TextUnit;
  readonly words: readonly string[];
  /** The words with one space between, without punctuation and filler. */
  readonly plain: string;
}

function readUnit(unit: TextUnit): Line {
  const words = withoutFiller(unit.words);
  return { unit, words, plain: words.join(' ') };
}

function stripComments(text: string): string {
  const parts = text.split('<!--');
  const [first = '', ...rest] = parts;
  return (
    first + rest.map((part) => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : part)).join(' ')
  );
}

function countDistinctUnitWords(lines: readonly Line[]): number {
  const distinct = new Map(lines.map(({ plain, words }) => [plain, words.length]));
  return [...distinct.values()].reduce((sum, count) => sum + count, 0);
}

type TaskFeatures = Pick<
  PromptFeatures,
  'wordsBeforeTask' | 'directives' | 'hasOpenTask' | 'hasReasoningTask' | 'hasQuestion'
>;

function readTask(lines: readonly Line[]): TaskFeatures {
  const verbs = new Map<string, string>();
  let wordsBeforeTask: number | null = null;
  let wordsSoFar = 0;
  for (const line of lines) {
    const verb = taskVerb(line);
    if (verb !== null) {
      verbs.set(line.plain, verb);
      wordsBeforeTask ??= wordsSoFar;
    }
    wordsSoFar += line.words.length;
  }
  const found = [...verbs.values()];
  return {
    wordsBeforeTask,
    directives: verbs.size,
    hasOpenTask: found.some((verb) => openVerbs.has(verb)),
    hasReasoningTask: found.some((verb) => reasoningVerbs.has(verb)) || lines.some(asksForReasoning),
    hasQuestion: lines.some(isQuestion),
  };
}

function asksForReasoning({ plain }: Line): boolean {
  return /\b(?:step by step|chain of thought|show your (?:work|reasoning)|reason about|think through|why)\b/u.test(
    plain,
  );
}

function isQuestion({ unit, words }: Line): boolean {
  return words.length >= 3 && /[?？؟]["')\]]?\s*$/u.test(unit.text);
}

/** The verb of an instruction, or null for statements, labels and lines that only shape the answer. */
function taskVerb(line: Line): string | null {
  const { unit, words, plain } = line;
  if (unit.kind === 'tag' || isLabel(unit) || outputOnlyPattern.test(plain)) return null;
  const statement = /\b(?:task|job|goal|role|purpose|mission) is to ([a-z]+)\b/u.exec(plain)?.[1];
  const described =
    /\b(?:you|that|who|which|assistant) (?:will |should |must |can |are going to |is designed to )?(?:help |helps )?([a-z]+)\b/u;
  const candidates = [leadingVerb(words), statement, described.exec(plain)?.[1], directedVerb(plain)];
  for (const candidate of candidates) {
    const verb = candidate === undefined ? null : knownVerb(candidate);
    if (verb !== null) return verb;
  }
  return null;
}

function leadingVerb(words: readonly string[]): string | undefined {
  const start = words.slice(0, 14);
  return start.find(
    (word, index) => isVerb(word) && start.slice(0, index).every((lead) => leadWords.has(lead)),
  );
}

function directedVerb(plain: string): string | undefined {
  return /\b(?:you to|able to|asked to|want to|need to|used to|tasked with|responsible for) ([a-z]+)\b/u.exec(
    plain,
  )?.[1];
}

function knownVerb(word: string): string | null {
  const stems = [
    word,
    word.replace(/s$/u, ''),
    word.replace(/es$/u, ''),
    word.replace(/ing$/u, ''),
    word.replace(/ing$/u, 'e'),
  ];
  return stems.find(isVerb) ?? null;
}

function isVerb(word: string): boolean {
  return openVerbs.has(word) || closedVerbs.has(word);
}

function isLabel(unit: TextUnit): boolean {
  const first = unit.words[0] ?? '';
  const label = /^[^\p{L}]*(\p{L}+)[^\p{L}\p{N}]*:/u.exec(unit.text)?.[1]?.toLowerCase();
  return label === first && labelWords.has(first);
}

function countInformative(words: readonly string[]): number {
  const distinct = new Set(words.filter((word) => word.length > 2 || /[^\x00-\x7f]/u.test(word)));
  return [...distinct].filter((word) => !englishWords.has(word) && !vagueWords.has(word)).length;
}

function isSectionMark({ unit }: Line): boolean {
  return (
    unit.kind === 'heading' ||
    unit.kind === 'tag' ||
    /^[\p{L}][\p{L}\p{N} _-]{0,40}:(?:\s|$)/u.test(unit.text)
  );
}

/** True when something other than running text sets the placeholder apart: a label, a tag, quotes, its own line. */
function isDelimited(text: string, { span }: Placeholder): boolean {
  const before = text.slice(Math.max(0, span.start - 40), span.start);
  const after = text.slice(span.end, span.end + 2);
  if (/(?:^|\n)[ \t]*$/u.test(before) && /^\s*(?:\n|$)/u.test(after)) return true;
  return /[:>"'`<=[(|]\s*$/u.test(before);
}

type OutputFeatures = Pick<
  PromptFeatures,
  'hasOutputFormat' | 'hasOutputSection' | 'hasOutputLimit' | 'hasTemplate'
>;

function readOutputContract(lines: readonly Line[], codeBlocks: number): OutputFeatures {
  const shaped = lines.filter((line) => outputVerb.test(line.plain) || outputLabel.test(line.plain));
  const named = shaped.some(({ plain }) => formatName.test(plain));
  const section = lines.some(
    (line) => (isSectionMark(line) || line.words.length <= 3) && outputLabel.test(line.plain),
  );
  return {
    hasOutputFormat: named,
    hasOutputSection: section || lines.some(({ plain }) => outputOnlyPattern.test(plain)),
    hasOutputLimit: lines.some(({ plain }) => outputLimit.test(plain)),
    hasTemplate: codeBlocks > 0 || lines.some(({ unit }) => /["'][\w -]+["']\s*:/u.test(unit.text)),
  };
}

function readExamples(lines: readonly Line[]): Pick<PromptFeatures, 'hasExampleMention' | 'hasExamplePairs'> {
  const labels = lines.map(
    ({ unit }) => /^(\p{L}+)(?:\s*\d+)?\s*:/u.exec(unit.text)?.[1]?.toLowerCase() ?? '',
  );
  const repeated = (names: readonly string[]) => labels.filter((label) => names.includes(label)).length;
  return {
    hasExampleMention: lines.some((line) => examplePattern.test(line.plain)),
    hasExamplePairs: repeated(['input', 'q', 'question', 'user', 'text', 'example']) >= 2,
  };
}

/** Below `low` English words of all words the lists say nothing, above `high` they apply; short texts are believed. */
function confidenceOfEnglish(words: readonly string[]): number {
  const latin = words.filter((word) => /^[a-z0-9_']+$/u.test(word)).length;
  if (words.length === 0) return 1;
  const latinShare = ramp(latin / words.length, 0.5, 0.8);
  if (words.length < 8) return latinShare;
  const known = words.filter((word) => englishWords.has(word)).length / words.length;
  return Math.min(latinShare, ramp(known, 0.05, 0.12));
}

/** 0 up to `low`, 1 from `high`, straight between. */
export function ramp(value: number, low: number, high: number): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

const rolePattern = /\b(?:you are|you're|act as|acting as|assume the role|your role|pretend)\b/u;
const behaviourPattern =
  /^(?:be|never|always|avoid|use|keep|do not|don't|only|you (?:must|should|will|can|never|always))\b/u;
const stepPattern = /\b(?:step by step|step \d|first\b.*\bthen|following steps|these steps)\b/u;
const constraintPattern =
  /\b(?:must|only|never|always|do not|don't|avoid|at most|at least|no more than|less than|fewer than|up to|maximum|minimum|exactly|limit|limited to|without|should|keep|required|not allowed|strictly|exclude|ignore|rather than)\b/u;
const quantityPattern =
  /\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|single|each|every)(?: to \d+| or \w+)? (?:\w+ )?(?:words?|sentences?|paragraphs?|bullets?|points?|items?|characters?|lines?|tokens?|examples?|steps?|questions?|ideas?|options?|sections?|minutes?|percent|keys?|fields?|columns?)\b/u;
const edgeCasePattern =
  /\b(?:if|unless|otherwise|in case|when(?:ever)? (?:the|a|an|there|you|no)|edge cases?)\b/u;
const contextPattern =
  /\b(?:because|so that|audience|background|context|purpose|goal|readers?|users?|customers?|clients?|students?|beginners?|aimed at|in order to|who (?:are|is|have|has|wants?|needs?)|for (?:a|an|our|my|the))\b/u;
const criteriaPattern =
  /\b(?:criteria|criterion|based on|according to|rubric|scores?|consider|factors?|prioriti[sz]e|prefer|weigh|depending on|take into account|looking at|whether)\b/u;
const selfCheckPattern =
  /\b(?:verify|double check|recheck|validate|check (?:that|your|whether|if|the|each|every)|review your|before (?:answering|responding|returning|you answer|you respond|giving))\b/u;
const formatNames =
  'json|yaml|xml|csv|html|markdown|tables?|lists?|bullets?|bulleted|numbered|sentences?|paragraphs?|words?|essay|email|letter|code|function|array|object|schema|yes or no|true or false|number|integer|string|format|following (?:format|structure)|key|keys|sections?|headings?|headers?|titles?|characters?|post|report|poem|story|haiku|tweet|latex|sql|python|javascript|labels?|categor(?:y|ies)|one of|translation|summary';
const formatName = new RegExp(`\\b(?:${formatNames})\\b`, 'u');
const outputVerb =
  /\b(?:return|returns|respond|reply|answer|output|outputs|produce|generate|provide|write|give|print|list|present|format|formatted|structure|create|use|in|as|into)\b/u;
const outputLabel =
  /^(?:(?:expected |required |desired )?(?:output|response|answer|result|return)(?: format| structure| schema| contract)?|format)\b/u;
const outputOnlyPattern =
  /^(?:you (?:must|should|will) )?(?:always |only |then )*(?:(?:return|respond|reply|output|answer|print|format)\b(?: \w+){0,3}? (?:only|in|with|as|using|nothing)\b|(?:use|do not|don't|avoid|never|include|exclude|keep)\b)/u;
const outputLimit =
  /\b(?:only the|nothing else|no (?:other|additional|extra|explanations?|preamble|commentary)|without (?:any )?(?:explanations?|preamble|commentary)|one of|single (?:word|sentence|line)|(?:at most|no more than|up to|maximum|max|under|within|exactly|fewer than|less than) (?:\w+ )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)|\d+ (?:words?|sentences?|paragraphs?|bullets?|characters?|lines?))\b/u;
const examplePattern = /\b(?:examples?|for instance|e g|such as|sample)\b/u;
