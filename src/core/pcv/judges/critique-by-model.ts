import { roundPoints } from '../../metrics/quality-gain.ts';
import { defaultRubricWeights, type RubricWeights } from '../../metrics/rubric-weights.ts';
import { weightedMean } from '../../metrics/static-quality.ts';
import type { Finding } from '../../model.ts';
import {
  critiqueAnswer,
  critiqueAnswerSchema,
  critiqueMessages,
  type CritiqueAnswer,
  type CritiquePrompt,
} from '../../prompts/critique-prompt.ts';
import { modelReason } from '../model-engine/model-reason.ts';
import type { Critique } from '../modules.ts';
import { askJudge } from './ask-judge.ts';
import type { Judge, Judgement } from './judgement.ts';
import { locateQuote } from './locate-quote.ts';
import { isUnitScore } from './unit-interval.ts';

/** The rule id of findings that no rule has found. */
export const modelRuleId = 'model';

export interface ModelCritiqueInput extends CritiquePrompt {
  readonly weights?: RubricWeights;
  /** Which sample this is, from 0. */
  readonly repeat?: number;
}

/**
 * A model's reading of a prompt, tier E1: the rubric's dimensions weighted like the rules' and findings with evidence.
 * A finding whose quote does not occur in the prompt is dropped.
 */
export function critiqueByModel(judge: Judge, input: ModelCritiqueInput): Promise<Judgement<Critique>> {
  const { prompt, weights = defaultRubricWeights, repeat = 0, documents = [] } = input;
  return askJudge(judge, {
    messages: critiqueMessages(input),
    answer: critiqueAnswer,
    schema: critiqueAnswerSchema,
    read: (answer) => toCritique(prompt, answer, weights),
    judged: [prompt, ...documents.map(({ text }) => text)],
    answerTokens: 1200,
    repeat,
  });
}

function toCritique(prompt: string, answer: CritiqueAnswer, weights: RubricWeights): Critique | null {
  const { dimensions } = answer;
  if (!Object.values(dimensions).every(isUnitScore)) return null;
  return {
    quality: { value: roundPoints(100 * weightedMean(dimensions, weights)), tier: 'E1', dimensions },
    findings: toFindings(prompt, answer),
  };
}

/** Findings that are kept; a model that names more was asked for fewer. */
export const mostFindings = 12;

function toFindings(prompt: string, { findings }: CritiqueAnswer): readonly Finding[] {
  const located = findings.flatMap(({ quote, message, suggestion, category, severity }): Finding[] => {
    const span = locateQuote(prompt, quote);
    if (span === null || message.trim() === '') return [];
    return [
      {
        ruleId: modelRuleId,
        category,
        severity,
        message: modelReason(message, category).why,
        span,
        evidence: prompt.slice(span.start, span.end),
        fix: null,
        ...(suggestion.trim() === '' ? {} : { suggestion: modelReason(suggestion, category).why }),
      },
    ];
  });
  return located.slice(0, mostFindings);
}
