import type { CaseResult } from '../../evaluation/cases/case-result.ts';
import { asUserMessage } from '../../evaluation/cases/case-prompt.ts';
import type { EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import { renderCase } from '../../evaluation/cases/render-prompt.ts';
import { isTooMuchMissing } from '../../evaluation/behaviour/behaviour-settings.ts';
import { limitConcurrency } from '../../evaluation/behaviour/limit-concurrency.ts';
import { meanOf } from '../../evaluation/paired-t.ts';
import type { PromptText } from '../../model.ts';
import { judgeReasoning } from '../judges/judge-reasoning.ts';
import type { Judge } from '../judges/judgement.ts';
import type { ReasoningEvidence } from '../modules.ts';
import { originalId } from '../run.ts';

interface RatedCases {
  /** Their prompt is what the outputs of all texts answer. */
  readonly original: PromptText;
  /** Kept cases, those to be rated first. */
  readonly cases: readonly EvaluationCase[];
  readonly concurrency: number;
}

/** Reasoning in the outputs of a run, for the Reasoning Gain Index at tier E2. */
export interface OutputReasoning {
  /** Keeps the first output of a prompt on each case that is rated. */
  note(promptId: string, result: CaseResult): void;
  /** Has the outputs of the original and of a candidate rated, each alone. Throws when the signal is aborted. */
  rate(candidateId: string, judge: Judge): Promise<ReasoningEvidence>;
}

/** Starts to keep the outputs of these cases. */
export function createOutputReasoning({ original, cases, concurrency }: RatedCases): OutputReasoning {
  const wanted = new Set(cases.map(({ id }) => id));
  const outputs = new Map<string, Map<number, string>>();
  return {
    note: (promptId, result) => {
      if (result.kind !== 'output' || !wanted.has(result.caseId)) return;
      const key = keyOf(promptId, result.caseId);
      outputs.set(key, (outputs.get(key) ?? new Map<number, string>()).set(result.repeat, result.output));
    },
    rate: async (candidateId, judge) => {
      const limit = limitConcurrency(concurrency);
      const rateOutput = (one: EvaluationCase, output: string): Promise<Rating> =>
        limit(async () => {
          judge.signal.throwIfAborted();
          const { value } = await judgeReasoning(judge, { task: taskOf(original, one), output });
          return value;
        });
      const pairs = cases.flatMap((one) => {
        const before = outputs.get(keyOf(originalId, one.id));
        const after = outputs.get(keyOf(candidateId, one.id));
        const shared = firstShared(before, after);
        return shared === null ? [] : [{ one, ...shared }];
      });
      const ratings = await Promise.all(
        pairs.map(({ one, before, after }) => Promise.all([rateOutput(one, before), rateOutput(one, after)])),
      );
      judge.signal.throwIfAborted();
      return summarise(ratings, cases.length);
    },
  };
}

type Rating = Awaited<ReturnType<typeof judgeReasoning>>['value'];

/** The outputs of both prompts for the same sample. */
function firstShared(
  before: ReadonlyMap<number, string> = new Map(),
  after: ReadonlyMap<number, string> = new Map(),
): { readonly before: string; readonly after: string } | null {
  for (const repeat of [...before.keys()].sort((a, b) => a - b)) {
    const [first, second] = [before.get(repeat), after.get(repeat)];
    if (first !== undefined && second !== undefined) return { before: first, after: second };
  }
  return null;
}

/** Cases of which one side is not rated are missing data; those whose task needs no steps are set aside. */
function summarise(ratings: readonly (readonly [Rating, Rating])[], planned: number): ReasoningEvidence {
  const known = ratings.flatMap(([before, after]) =>
    before === null || after === null ? [] : [{ before: before.score, after: after.score }],
  );
  const shown = known.flatMap(({ before, after }) =>
    before === null || after === null ? [] : [{ before, after }],
  );
  const missing = planned - known.length;
  const isKnown = shown.length > 0 && !isTooMuchMissing(missing, planned);
  return {
    before: isKnown ? meanOf(shown.map(({ before }) => before)) : null,
    after: isKnown ? meanOf(shown.map(({ after }) => after)) : null,
    cases: shown.length,
    missing,
  };
}

/** What both outputs answer: the request as it was before anything was rewritten. */
function taskOf(original: PromptText, { vars }: EvaluationCase): string {
  const { messages } = renderCase(asUserMessage(original), vars);
  return messages.map(({ content }) => content).join('\n\n');
}

function keyOf(promptId: string, caseId: string): string {
  return JSON.stringify([promptId, caseId]);
}
