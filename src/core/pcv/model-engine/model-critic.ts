import type { GroundingPassage } from '../../data-room/grounding.ts';
import type { RubricWeights } from '../../metrics/rubric-weights.ts';
import type { SectionedPrompt } from '../../prompts/sections/sectioned-prompt.ts';
import type { Critic } from '../modules.ts';
import { readSections } from './read-sections.ts';
import type { SectionJudge } from './section-judge.ts';

interface ModelCriticOptions {
  readonly judge: SectionJudge;
  readonly rules: Critic;
  /** The prompt of the run, whose sections its rewrites share. */
  readonly sections: SectionedPrompt;
  readonly weights: RubricWeights;
  /** What goes with each reading. */
  readonly documents: readonly GroundingPassage[];
}

/** The Critic of the model engine: the rules' reading, which is free, and a model's. */
export function createModelCritic({ judge, rules, ...subject }: ModelCriticOptions): Critic {
  return {
    critique: rules.critique,
    // A model can improve more than the rules have fixes for: only a text beyond reproach leaves it nothing to do.
    hasHeadroom: ({ quality, findings }) => findings.length > 0 || quality.value < 100,
    read: (prompt, work) => readSections(judge, { prompt, ...subject }, work),
  };
}
