import {
  determiners,
  closedVerbs,
  labelWords,
  leadWords,
  openers,
  openVerbs,
  reasoningVerbs,
} from './task-lexicon.ts';
import { withoutFiller } from './filler-lexicon.ts';
import { outputOnlyPattern } from './output-features.ts';
import type { PromptLine } from './prompt-lines.ts';
import { wordsOf } from './text-units.ts';
import type { TextUnit } from './text-units.ts';

/** How a prompt says what to do. */
export interface TaskFeatures {
  /** Words before the first instruction; null when none was found. */
  readonly wordsBeforeTask: number | null;
  /** Number of different instructions. */
  readonly directives: number;
  readonly hasOpenTask: boolean;
  readonly hasReasoningTask: boolean;
  readonly hasQuestion: boolean;
  readonly hasRole: boolean;
  readonly hasBehaviour: boolean;
  /** The prompt describes its assistant in the third person: "TaxGPT is designed to …", "It provides …". */
  readonly hasDescribedBehaviour: boolean;
}

/** Sums up what the lines ask for; `verbs` are the `taskVerb`s of the lines, each line being different. */
export function readTask(lines: readonly PromptLine[], verbs: readonly (string | null)[]): TaskFeatures {
  const found = new Set<string>(verbs.filter((verb) => verb !== null));
  const first = verbs.findIndex((verb) => verb !== null);
  return {
    wordsBeforeTask: first < 0 ? null : countWords(lines.slice(0, first)),
    directives: verbs.filter((verb) => verb !== null).length,
    hasOpenTask: [...found].some((verb) => openVerbs.has(verb)),
    hasReasoningTask: [...found].some((verb) => reasoningVerbs.has(verb)) || lines.some(asksForReasoning),
    hasQuestion: lines.some(isQuestion),
    hasRole: lines.some(({ plain }) => rolePattern.test(plain)),
    hasBehaviour: lines.some(({ plain }) => behaviourPattern.test(plain)),
    hasDescribedBehaviour: lines.some(describesAssistant) || lines.filter(describesDoing).length >= 2,
  };
}

/** Number of words of all lines. */
export function countWords(lines: readonly PromptLine[]): number {
  return lines.reduce((sum, { words }) => sum + words.length, 0);
}

function asksForReasoning({ plain }: PromptLine): boolean {
  return /\b(?:step by step|chain of thought|show your (?:work|reasoning)|reason about|think through|why)\b/u.test(
    plain,
  );
}

/** True for a line of three words or more that ends with a question mark. */
export function isQuestion({ unit, words }: PromptLine): boolean {
  return words.length >= 3 && /[?？؟]["')\]]?\s*$/u.test(unit.text);
}

/**
 * The verb of an instruction, by the verb lists at the start of a clause or by the shape of an imperative; null for
 * statements, labels and lines that only shape the answer.
 */
export function taskVerb({ unit, words, plain }: PromptLine): string | null {
  if (unit.kind === 'tag' || isLabel(unit) || outputOnlyPattern.test(plain)) return null;
  const clauses = unit.text.split(clauseEnd);
  const starts = clauses.length === 1 ? [words] : clauses.map(wordsOfClause);
  const candidates = [
    ...starts.map(leadingVerb),
    statedPattern.exec(plain)?.[1],
    described(plain),
    directed(plain),
  ];
  for (const candidate of candidates) {
    const verb = candidate === undefined ? null : knownVerb(candidate);
    if (verb !== null) return verb;
  }
  return starts.find(looksImperative)?.[0] ?? null;
}

function wordsOfClause(clause: string): readonly string[] {
  return withoutFiller(wordsOf(clause));
}

/** "Delegate a task …", "Store one or more …": a verb that no list knows, told by the word after it. */
function looksImperative([first = '', second = '']: readonly string[]): boolean {
  return (
    determiners.has(second) &&
    /^[a-z]{3,}$/u.test(first) &&
    !/(?:ing|ly|ed|s)$/u.test(first) &&
    !openers.has(first)
  );
}

function describesAssistant({ plain }: PromptLine): boolean {
  return assistantPattern.test(plain);
}

/** "It greets users …": a known verb in the third person. */
function describesDoing({ words }: PromptLine): boolean {
  return words.length >= 4 && words.slice(1).some((word) => word.endsWith('s') && knownVerb(word) !== null);
}

const assistantPattern =
  /\b(?:is|are) (?:\w+ ){0,3}(?:designed|configured|programmed|modeled|intended|tailored|specialized|made) (?:to|as|for|in)\b|\b(?:it|gpt|bot|assistant|agent|ai) (?:will|specializes?|serves?|operates?|assists?|provides?|offers?|guides?|generates?|creates?|answers?|helps?|initiates?|focuses|focus|transforms?|scans?) \w/u;

const clauseEnd = /[,;:—–]\s/u;
const statedPattern = /\b(?:task|job|goal|role|purpose|mission) is to ([a-z]+)\b/u;
const describedPattern =
  /\b(?:you|that|who|which|assistant) (?:will |should |must |can |are going to |are able to |are not allowed to |have the ability to |is designed to )?(?:help |helps )?([a-z]+)\b/u;

function leadingVerb(words: readonly string[]): string | undefined {
  const start = words.slice(0, 14);
  return start.find(
    (word, index) => isVerb(word) && start.slice(0, index).every((lead) => leadWords.has(lead)),
  );
}

function described(plain: string): string | undefined {
  return describedPattern.exec(plain)?.[1];
}

function directed(plain: string): string | undefined {
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

const rolePattern = /\b(?:you are|you're|act as|acting as|assume the role|your role|pretend)\b/u;
const behaviourPattern =
  /^(?:be|never|always|avoid|use|keep|do not|don't|only|you (?:must|should|will|can|never|always))\b/u;
