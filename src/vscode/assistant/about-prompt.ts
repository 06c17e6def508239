import type { Suggestion } from '../../core/assistant/suggestions.ts';
import type { Contract } from '../../core/contract/contract.ts';
import { analyzeText } from '../../core/pcv/rules-engine/analyze-text.ts';
import type { Engine } from '../../core/engine.ts';
import { measureComplexity, recommendedIterations, type Complexity } from '../../core/metrics/complexity.ts';
import { modelRuleId } from '../../core/pcv/judges/critique-by-model.ts';
import { lineAt, locationOfTarget, promptOfTarget, sourceOfSpan } from '../../core/target/prompt-target.ts';
import type { AssistantPage, AssistantSuggestion, ShownComplexity } from '../../protocol/assistant-page.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import type { TextAnalyst } from '../text-analyst.ts';
import { shortId } from './dismissals.ts';

type AboutPrompt = NonNullable<AssistantPage['prompt']>;

/** What is read out of the text of a prompt, once for each text. */
export interface PromptFacts {
  readonly contract: Contract;
  readonly tokens: number;
  readonly quality: number;
  readonly complexity: Complexity;
}

/** Reads a prompt. */
export async function readFacts(
  { engine, analyst }: { readonly engine: Engine; readonly analyst: TextAnalyst },
  subject: SessionSubject,
): Promise<PromptFacts> {
  const prompt = promptOfTarget(subject.target);
  const analysis = await analyst.analyze(prompt, () => true);
  const { contract, quality } = analysis ?? analyzeText(prompt);
  const counter = await engine.counter(readSettings(subject.uri).run.encoding);
  return {
    contract,
    tokens: counter.count(prompt.text),
    quality: quality.value,
    complexity: measureComplexity(prompt.text, contract.placeholders),
  };
}

interface Described {
  readonly subject: SessionSubject;
  readonly facts: PromptFacts;
  readonly suggestions: readonly Suggestion[];
  readonly dismissed: ReadonlySet<string>;
}

/** What the page says of one prompt. */
export function describePrompt({
  subject,
  facts,
  suggestions,
  dismissed,
}: Described): Omit<AboutPrompt, 'talk'> {
  const { contract, tokens, quality, complexity } = facts;
  const lineOf = ({ finding: { span } }: Suggestion): number =>
    lineAt(subject.source, sourceOfSpan(subject.target, span).start);
  const { iterations } = readSettings(subject.uri).run;
  return {
    subject: locationOfTarget(subject.target, subject),
    tokens,
    quality,
    placeholders: [...new Set(contract.placeholders.map(({ text }) => text))],
    complexity: describeComplexity(complexity, iterations),
    suggestions: suggestions.map((suggestion) =>
      describeSuggestion(lineOf(suggestion), suggestion, dismissed),
    ),
  };
}

function describeComplexity(complexity: Complexity, iterations: number): ShownComplexity {
  return {
    level: complexity.level,
    factors: complexity.factors.filter(({ part }) => part > 0).map(({ id, count }) => ({ id, count })),
    recommendedIterations: recommendedIterations(complexity),
    iterations,
  };
}

function describeSuggestion(
  line: number,
  { id, finding, edit }: Suggestion,
  dismissed: ReadonlySet<string>,
): AssistantSuggestion {
  const { ruleId, category, severity, message, evidence, fix, suggestion = '' } = finding;
  return {
    id: shortId(id),
    source: ruleId === modelRuleId ? 'model' : 'rules',
    ruleId,
    category,
    severity,
    message,
    evidence,
    line,
    advice: suggestion,
    edit:
      edit === null
        ? null
        : {
            title: fix?.title ?? '',
            preview: [...edit.preview],
            qualityGain: edit.qualityGain,
            tokensSaved: edit.tokensSaved,
          },
    isDismissed: dismissed.has(shortId(id)),
  };
}
