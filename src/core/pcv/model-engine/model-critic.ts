import { extractContract } from '../../contract/contract.ts';
import type { GroundingPassage } from '../../data-room/grounding.ts';
import type { RubricWeights } from '../../metrics/rubric-weights.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { critiqueByModel } from '../judges/critique-by-model.ts';
import type { Critic } from '../modules.ts';
import type { JudgeWatch } from './judge-watch.ts';

interface ModelCriticOptions {
  /** With all its decorators. */
  readonly model: ChatModel;
  readonly rules: Critic;
  readonly weights: RubricWeights;
  readonly watch: JudgeWatch;
  /** What goes with each reading. */
  readonly documents: readonly GroundingPassage[];
}

/** The Critic of the model engine: the rules' reading, which is free, and a model's. */
export function createModelCritic({ model, rules, weights, watch, documents }: ModelCriticOptions): Critic {
  return {
    critique: rules.critique,
    // A model can improve more than the rules have fixes for: only a text beyond reproach leaves it nothing to do.
    hasHeadroom: ({ quality, findings }) => findings.length > 0 || quality.value < 100,
    read: (prompt, { signal, chain }) => {
      const judge = { model: chain.follow(model), signal };
      const placeholders = extractContract(prompt).placeholders.map(({ text }) => text);
      const input = { prompt: prompt.text, placeholders, weights, documents };
      return watch.askAgain(judge, (asked) => critiqueByModel(asked, input));
    },
  };
}
