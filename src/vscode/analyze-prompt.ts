import type { Engine } from '../core/engine.ts';
import { weighQuality } from '../core/metrics/static-quality.ts';
import type { RunSettings } from '../core/model.ts';
import { lineAt, promptOfTarget, type PromptTarget, sourceOfSpan } from '../core/target/prompt-target.ts';
import type { PhaseOf } from '../protocol.ts';
import type { TextAnalyst } from './text-analyst.ts';

/** What the rules and the rubric say of a prompt, without rewriting it; measured as a run with these settings does. */
export async function analyzePrompt(
  { engine, analyst }: { readonly engine: Engine; readonly analyst: TextAnalyst },
  { target, source }: { readonly target: PromptTarget; readonly source: string },
  { encoding, rubricWeights }: Pick<RunSettings, 'encoding' | 'rubricWeights'>,
): Promise<Omit<PhaseOf<'analysis'>, 'name'>> {
  const prompt = promptOfTarget(target);
  const analysis = await analyst.analyze(prompt, () => true);
  if (analysis === undefined) throw new TypeError('A text that is wanted was not read.');
  const { quality, findings, contract } = analysis;
  const counter = await engine.counter(encoding);
  return {
    quality: weighQuality(quality, rubricWeights),
    tokens: { value: counter.count(prompt.text), provenance: 'tokenizer', encoding },
    findings: findings.map(({ ruleId, category, severity, message, evidence, span, fix }) => ({
      ruleId,
      category,
      severity,
      message,
      evidence,
      line: lineAt(source, sourceOfSpan(target, span).start),
      fixTitle: fix?.title ?? null,
    })),
    contract: {
      placeholders: contract.placeholders.map(({ text, kind }) => ({ text, kind })),
      frozen: contract.frozen.map(({ span }) => ({ text: prompt.text.slice(span.start, span.end) })),
    },
  };
}
