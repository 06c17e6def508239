import { sourceIn, withoutClaimedSource } from '../../data-room/cite-source.ts';
import {
  explanationAnswer,
  explanationAnswerSchema,
  explanationMessages,
} from '../../prompts/explanation-prompt.ts';
import type { Explanation } from '../../report/run-report.ts';
import { modelReason } from '../model-engine/model-reason.ts';
import { askJudge } from './ask-judge.ts';
import { settled, type Judge, type Judgement } from './judgement.ts';

/** Hunks that one call explains, the largest first; the rest keeps what the operators said. */
const mostHunks = 40;

/** Characters of either side of a hunk that are shown to the model. */
const longestSide = 600;

/**
 * Lets a model say what each hunk does, in one call at most. Hunks that a rule has made keep the rule's reason. What the
 * model leaves out, and everything when the call fails, keeps what the operators said: the value is never null.
 */
export async function explainByModel(
  judge: Judge,
  explanations: readonly Explanation[],
): Promise<Judgement<readonly Explanation[]>> {
  const asked = hunksToAsk(explanations);
  if (asked.length === 0) return settled(explanations);
  const changes = asked.map((index) => changeAt(explanations, index));
  const judgement = await askJudge(judge, {
    messages: explanationMessages(changes),
    answer: explanationAnswer,
    schema: explanationAnswerSchema,
    read: (answer) => new Map(answer.explanations.map(({ index, why }) => [index, why.trim()])),
    judged: changes.flatMap(({ before, after }) => [before, after]),
    answerTokens: 100 + 80 * asked.length,
  });
  const reasons = judgement.value ?? new Map<number, string>();
  const open = new Set(asked);
  const value = explanations.map((explanation, index) => {
    const why = open.has(index) ? (reasons.get(index) ?? '') : '';
    return why === '' ? explanation : { ...explanation, why: withSource(why, explanation) };
  });
  return { ...judgement, value };
}

/** A source that was found in a document stays whatever a model says anew. */
function withSource(why: string, explanation: Explanation): string {
  return `${modelReason(withoutClaimedSource(why), explanation.kind).why} ${sourceIn(explanation.why)}`.trimEnd();
}

/** Indices of the hunks that no rule explains, in their order. */
function hunksToAsk(explanations: readonly Explanation[]): readonly number[] {
  const sizeOf = (index: number): number => {
    const { before = '', after = '' } = explanations[index] ?? {};
    return before.length + after.length;
  };
  return explanations
    .flatMap(({ rule }, index) => (rule === null ? [index] : []))
    .sort((a, b) => sizeOf(b) - sizeOf(a))
    .slice(0, mostHunks)
    .sort((a, b) => a - b);
}

function changeAt(
  explanations: readonly Explanation[],
  index: number,
): { readonly index: number; readonly before: string; readonly after: string; readonly hint: string } {
  const { before = '', after = '', why = '' } = explanations[index] ?? {};
  return { index, before: shown(before), after: shown(after), hint: why };
}

function shown(text: string): string {
  return text.length > longestSide ? `${text.slice(0, longestSide)} […]` : text;
}
