import assert from 'node:assert/strict';
import type { Engine } from '../../../src/core/engine.ts';
import { defaultRunSettings } from '../../../src/core/pcv/run-settings.ts';
import { analyzeText } from '../../../src/core/pcv/rules-engine/analyze-text.ts';
import { createRulesCritic } from '../../../src/core/pcv/rules-engine/rules-critic.ts';
import { analyzePrompt } from '../../../src/vscode/analyze-prompt.ts';
import type { TextAnalyst } from '../../../src/vscode/text-analyst.ts';
import { wordySupportPrompt } from '../../support/sample-prompts.ts';
import { loadTestCounter } from '../../support/token-counter.ts';

describe('an analysis', () => {
  for (const economy of [defaultRunSettings.rubricWeights.economy, 0, 100]) {
    it(`measures as a run does, economy weighing ${economy}`, async () => {
      const analyst: Pick<TextAnalyst, 'analyze'> = {
        analyze: (prompt) => Promise.resolve(analyzeText(prompt)),
      };
      const engine = { counter: () => Promise.resolve(loadTestCounter('o200k_base')) };
      const rubricWeights = { ...defaultRunSettings.rubricWeights, economy };
      const text = wordySupportPrompt;
      const analysis = await analyzePrompt(
        { engine: engine as Partial<Engine> as Engine, analyst: analyst as TextAnalyst },
        { target: { kind: 'text', span: { start: 0, end: text.length }, text }, source: text },
        { ...defaultRunSettings, rubricWeights },
      );
      const prompt = { text, interpolations: [] };
      const run = await createRulesCritic(prompt, undefined, rubricWeights).critique(
        prompt,
        new AbortController().signal,
      );
      assert.deepEqual(analysis.quality, run.quality);
    });
  }
});
