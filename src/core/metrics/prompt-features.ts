import type { Placeholder } from '../model.ts';
import { countRedundantWords } from './compactness.ts';
import { evidencePatterns } from './evidence-patterns.ts';
import { ramp } from './numbers.ts';
import { readOutput } from './output-features.ts';
import type { OutputFeatures } from './output-features.ts';
import { isSectionMark, readLines } from './prompt-lines.ts';
import type { PromptLine } from './prompt-lines.ts';
import { countWords, isQuestion, readTask, taskVerb } from './task-features.ts';
import type { TaskFeatures } from './task-features.ts';
import { englishWords, vagueWords } from './task-lexicon.ts';

/**
 * What a prompt visibly contains. Every field is a presence, a count of *different* things or a position, never a
 * share of the text (but for `englishConfidence`): deleting a repetition or a filler changes none of them.
 */
export interface PromptFeatures extends TaskFeatures, OutputFeatures {
  /** Words of the different lines. */
  readonly words: number;
  readonly redundantWords: number;
  /** Different placeholders. */
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
  /** 1: the wordlists apply; 0: another language, they say nothing; between: unsure. */
  readonly englishConfidence: number;
}

/** Reads the features of a prompt. Filler phrases are left out first, so that striking them changes no feature. */
export function readFeatures(text: string, placeholders: readonly Placeholder[]): PromptFeatures {
  const { lines: all, units, codeBlocks, paragraphs } = readLines(text, placeholders);
  const lines = differentLines(all);
  const verbs = lines.map(taskVerb);
  const inputs = countInputs(placeholders);
  return {
    words: countWords(lines),
    redundantWords: countRedundantWords(lines.map(({ unit }) => unit)).redundant,
    inputs,
    informativeWords: countInformative(lines, verbs) + wordsPerInput * inputs,
    hasSections: lines.some(isSectionMark),
    hasList: units.some(({ kind }) => kind === 'item'),
    paragraphs,
    areInputsDelimited: placeholders.length === 0 || placeholders.some((own) => isDelimited(text, own)),
    ...readTask(lines, verbs),
    ...readEvidence(lines),
    ...readOutput(all, codeBlocks),
    englishConfidence: confidenceOfEnglish(lines.flatMap(({ words }) => words)),
  };
}

/** An input names the object of a task as well as a noun with its adjective does. */
const wordsPerInput = 2;

/** What the demand of a task is read from; cheaper than all features. */
export type DemandFeatures = Pick<PromptFeatures, 'words' | 'inputs' | 'directives' | 'hasOpenTask'>;

/** Reads only what the demand of a task depends on. */
export function readDemandFeatures(text: string, placeholders: readonly Placeholder[]): DemandFeatures {
  const lines = differentLines(readLines(text, placeholders).lines);
  const { directives, hasOpenTask } = readTask(lines, lines.map(taskVerb));
  return {
    words: countWords(lines),
    inputs: countInputs(placeholders),
    directives,
    hasOpenTask,
  };
}

type EvidenceFeatures = Pick<
  PromptFeatures,
  'hasSteps' | 'hasConstraint' | 'hasQuantity' | 'hasEdgeCase' | 'hasContext' | 'hasCriteria' | 'hasSelfCheck'
>;

function readEvidence(lines: readonly PromptLine[]): EvidenceFeatures {
  // A cue that stands alone ("JSON! Only! Must!") is no guidance: it needs an object ("Keep names.").
  const plain = lines.filter(({ words }) => words.length >= 2).map((line) => line.plain);
  const holds = (pattern: RegExp) => plain.some((line) => pattern.test(line));
  return {
    hasSteps: lines.some(({ unit }) => unit.isNumbered) || holds(evidencePatterns.step),
    hasConstraint: holds(evidencePatterns.constraint),
    hasQuantity: holds(evidencePatterns.quantity),
    hasEdgeCase: holds(evidencePatterns.edgeCase),
    hasContext: holds(evidencePatterns.context),
    hasCriteria: holds(evidencePatterns.criteria),
    hasSelfCheck: holds(evidencePatterns.selfCheck),
  };
}

function countInputs(placeholders: readonly Placeholder[]): number {
  return new Set(placeholders.map(({ name, text }) => name || text)).size;
}

/** Each line once: whole lines that return are for the rules to find, and striking them changes no feature. */
function differentLines(lines: readonly PromptLine[]): readonly PromptLine[] {
  const seen = new Set<string>();
  return lines.filter(({ plain }) => !seen.has(plain) && seen.add(plain));
}

/** Only the lines that ask for something count, so that padding makes no task more specific. */
function countInformative(lines: readonly PromptLine[], verbs: readonly (string | null)[]): number {
  const asking = lines.filter((line, index) => verbs[index] !== null || isQuestion(line));
  const words = (asking.length > 0 ? asking : lines).flatMap((line) => line.words);
  const telling = words.filter(
    (word) =>
      (word.length > 1 || /[^\x00-\x7f]/u.test(word)) && !englishWords.has(word) && !vagueWords.has(word),
  );
  return new Set(telling).size;
}

/** True when something other than running text sets the placeholder apart: a label, a tag, quotes, its own line. */
function isDelimited(text: string, { span }: Placeholder): boolean {
  const before = text.slice(Math.max(0, span.start - 40), span.start);
  const after = text.slice(span.end, span.end + 2);
  if (/(?:^|\n)[ \t]*$/u.test(before) && /^\s*(?:\n|$)/u.test(after)) return true;
  return /[:>"'`<=[(|]\s*$/u.test(before);
}

/**
 * How far the English word lists can speak about a text: enough different English words, or a sufficient share of
 * them; short texts in Latin letters are believed.
 */
function confidenceOfEnglish(words: readonly string[]): number {
  if (words.length === 0) return 1;
  const latin = words.filter((word) => /^[a-z0-9_']+$/u.test(word)).length;
  const latinShare = ramp(latin / words.length, 0.5, 0.8);
  if (words.length < 8) return latinShare;
  const known = words.filter((word) => englishWords.has(word));
  const byShare = ramp(known.length / words.length, 0.05, 0.12);
  return Math.min(latinShare, Math.max(byShare, ramp(new Set(known).size, 3, 8)));
}
