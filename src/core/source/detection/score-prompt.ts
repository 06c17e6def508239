import type { DetectionSettings } from './detection-settings.ts';
import { decidingSetting } from './detection-settings.ts';
import type { LiteralContext } from './literal-context.ts';
import { nameEvidence } from './name-evidence.ts';
import { placeEvidence } from './place-evidence.ts';
import { textEvidence } from './text-evidence.ts';

/** One fact for (positive weight) or against a literal being a prompt. */
export interface Evidence {
  readonly weight: number;
  readonly why: string;
}

/** What is known of a literal when it is judged. */
export interface LiteralFacts {
  readonly context: LiteralContext;
  readonly text: string;
  readonly path: string;
  readonly hasInterpolations: boolean;
  readonly settings: DetectionSettings;
}

export interface PromptScore {
  /** 0 to 1; a prompt from the threshold of the settings. */
  readonly confidence: number;
  /** Strongest first; evidence against stands in the list only when it did not decide. */
  readonly reasons: readonly string[];
}

/** The sum of weights from which a literal counts as a prompt; below it, silence is better than a wrong lens. */
const threshold = 4;

/** Decides whether a literal is a prompt. A directive in a comment decides alone, then what a person has set. */
export function scorePrompt(facts: LiteralFacts): PromptScore {
  const { directive } = facts.context;
  if (directive !== null) return scoreOfDirective(directive);
  const setting = decidingSetting(facts.settings, facts.context);
  if (setting !== null) return { confidence: 1, reasons: [setting] };
  const evidence = [...nameEvidence(facts), ...placeEvidence(facts), ...textEvidence(facts)];
  const total = evidence.reduce((sum, { weight }) => sum + weight, 0);
  const confidence = 1 / (1 + Math.exp(threshold - total));
  const reasons = evidence
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .map(({ weight, why }) => (weight > 0 ? why : `against: ${why}`));
  return { confidence, reasons };
}

function scoreOfDirective(directive: 'prompt' | 'ignore'): PromptScore {
  return { confidence: directive === 'prompt' ? 1 : 0, reasons: [`comment "promptops: ${directive}"`] };
}
