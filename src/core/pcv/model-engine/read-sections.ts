import { extractContract } from '../../contract/contract.ts';
import type { GroundingPassage } from '../../data-room/grounding.ts';
import { roundPoints } from '../../metrics/quality-gain.ts';
import type { RubricWeights } from '../../metrics/rubric-weights.ts';
import { weightedMean } from '../../metrics/static-quality.ts';
import type { Finding, PromptText, Quality, Severity } from '../../model.ts';
import type { SectionedPrompt } from '../../prompts/sections/sectioned-prompt.ts';
import { shiftSpan, slicePrompt } from '../../prompts/sections/slice-prompt.ts';
import type { PromptSection } from '../../prompts/sections/split-sections.ts';
import { critiqueByModel, mostFindings } from '../judges/critique-by-model.ts';
import type { Critique, Work } from '../modules.ts';
import type { PartAnswer, SectionJudge } from './section-judge.ts';

interface ReadingSubject {
  readonly prompt: PromptText;
  readonly sections: SectionedPrompt;
  readonly weights: RubricWeights;
  /** What goes with each reading. */
  readonly documents: readonly GroundingPassage[];
}

/**
 * A model's reading of a prompt, by sections where its context is too small for the whole: dimensions are the means of
 * the sections, weighted by their tokens, and findings stand where they were found. Null when a section that can be
 * read has no reading, for readings of different parts cannot be compared.
 */
export async function readSections(
  judge: SectionJudge,
  { prompt, sections, weights, documents }: ReadingSubject,
  work: Work,
): Promise<Critique | null> {
  const answers = await judge.askParts(
    (limitTokens) => sections.sections(prompt, limitTokens).filter(({ text }) => text.trim() !== ''),
    {
      mayRepeat: true,
      ask: (asked, { text, span }) =>
        critiqueByModel(asked, {
          prompt: text,
          placeholders: extractContract(slicePrompt(prompt, span)).placeholders.map((found) => found.text),
          weights,
          documents,
          outline: sections.outline(judge.window.limitTokens()),
        }),
    },
    work,
  );
  return joinReadings(answers, weights);
}

function joinReadings(
  answers: readonly PartAnswer<PromptSection, Critique>[],
  weights: RubricWeights,
): Critique | null {
  const readable = answers.filter(({ part }) => !part.isOverLimit);
  const readings = readable.flatMap(({ part, value }) => (value === null ? [] : [{ part, value }]));
  const [first] = readings;
  if (first === undefined || readings.length < readable.length) return null;
  if (readings.length === 1) return placed(first);
  const dimensions = meanDimensions(readings);
  return {
    quality: { value: roundPoints(100 * weightedMean(dimensions, weights)), tier: 'E1', dimensions },
    findings: worstFirst(readings.flatMap((reading) => placed(reading).findings)).slice(0, mostFindings),
  };
}

interface SectionReading {
  readonly part: PromptSection;
  readonly value: Critique;
}

/** A reading with its findings where they stand in the whole text. */
function placed({ part, value }: SectionReading): Critique {
  const { start } = part.span;
  const findings = value.findings.map((finding) => ({ ...finding, span: shiftSpan(finding.span, start) }));
  return { ...value, findings };
}

function meanDimensions(readings: readonly SectionReading[]): Quality['dimensions'] {
  const weight = readings.reduce((sum, { part }) => sum + part.tokens, 0);
  const names = Object.keys(readings[0]?.value.quality.dimensions ?? {}) as (keyof Quality['dimensions'])[];
  const mean = (name: keyof Quality['dimensions']): number =>
    readings.reduce((sum, { part, value }) => sum + part.tokens * value.quality.dimensions[name], 0) / weight;
  return Object.fromEntries(names.map((name) => [name, mean(name)])) as Quality['dimensions'];
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
