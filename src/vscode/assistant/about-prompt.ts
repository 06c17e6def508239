import type { Suggestion } from '../../core/assistant/suggestions.ts';
import type { Engine } from '../../core/engine.ts';
import { measureComplexity, recommendedIterations } from '../../core/metrics/complexity.ts';
import { modelRuleId } from '../../core/pcv/judges/critique-by-model.ts';
import { lineAt, locationOfTarget, promptOfTarget } from '../../core/target/prompt-target.ts';
import type { AssistantPage, AssistantSuggestion, ShownComplexity } from '../../protocol/assistant-page.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import type { TextAnalyst } from '../text-analyst.ts';
import { shortId } from './dismissals.ts';

type AboutPrompt = NonNullable<AssistantPage['prompt']>;

interface Facts {
  readonly subject: SessionSubject;
  readonly suggestions: readonly Suggestion[];
  readonly dismissed: ReadonlySet<string>;
}

/** What the page says of one prompt. */
export async function describePrompt(
  { engine, analyst }: { readonly engine: Engine; readonly analyst: TextAnalyst },
  { subject, suggestions, dismissed }: Facts,
): Promise<AboutPrompt | null> {
  const prompt = promptOfTarget(subject.target);
  const analysis = await analyst.analyze(prompt, () => true);
  if (analysis === undefined) return null;
  const { contract, quality } = analysis;
  const { encoding, iterations } = readSettings(subject.uri).run;
  const counter = await engine.counter(encoding);
  return {
    subject: locationOfTarget(subject.target, subject),
    tokens: counter.count(prompt.text),
    quality: quality.value,
    placeholders: [...new Set(contract.placeholders.map(({ text }) => text))],
    complexity: describeComplexity(measureComplexity(prompt.text, contract.placeholders), iterations),
    suggestions: suggestions.map((suggestion) => describeSuggestion(prompt.text, suggestion, dismissed)),
  };
}

function describeComplexity(
  complexity: ReturnType<typeof measureComplexity>,
  iterations: number,
): ShownComplexity {
  return {
    level: complexity.level,
    factors: complexity.factors.filter(({ part }) => part > 0).map(({ id, count }) => ({ id, count })),
    recommendedIterations: recommendedIterations(complexity),
    iterations,
  };
}

function describeSuggestion(
  text: string,
  { id, finding, edit }: Suggestion,
  dismissed: ReadonlySet<string>,
): AssistantSuggestion {
  const { ruleId, category, severity, message, evidence, span, fix, suggestion = '' } = finding;
  return {
    id: shortId(id),
    source: ruleId === modelRuleId ? 'model' : 'rules',
    ruleId,
    category,
    severity,
    message,
    evidence,
    line: lineAt(text, span.start),
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
