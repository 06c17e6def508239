import type { ProposedEdit, Suggestion } from '../../core/assistant/suggestions.ts';
import { compareByWorth, createWeigher } from '../../core/assistant/suggestions.ts';
import type { Engine } from '../../core/engine.ts';
import type { Finding } from '../../core/model.ts';
import type { TextAnalysis } from '../../core/pcv/rules-engine/analyze-text.ts';
import type { FixedFinding } from '../../core/rules/apply-fixes.ts';
import { ruleById } from '../../core/rules/rule-table.ts';
import { promptOfTarget } from '../../core/target/prompt-target.ts';
import { planFix } from '../diagnostics/plan-fix.ts';
import { createPacer } from '../pacer.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import type { TextAnalyst } from '../text-analyst.ts';

interface SuggestionServices {
  readonly engine: Engine;
  readonly analyst: TextAnalyst;
}

/** Edits that are planned, encoded and measured; findings beyond them are named without an edit. */
const mostEdits = 40;

/** What the rules and, where it was asked, a model suggest for a prompt, the best first. */
export async function findSuggestions(
  { engine, analyst }: SuggestionServices,
  subject: SessionSubject,
  fromModel: readonly ProposedEdit[],
): Promise<readonly Suggestion[]> {
  const prompt = promptOfTarget(subject.target);
  const { disabledRules: disabled, run } = readSettings(subject.uri);
  const analysis = await analyst.analyze(prompt, () => true);
  if (analysis === undefined) return [];
  const findings = analysis.findings.filter((finding) => !isDisabled(finding, disabled));
  const counter = await engine.counter(run.encoding);
  const weigh = createWeigher({ prompt, contract: analysis.contract, findings, counter, disabled });
  const suggestions: Suggestion[] = [];
  const pace = createPacer();
  let edits = 0;
  for (const finding of findings) {
    await pace();
    const text = edits < mostEdits ? await editOf(engine, subject, { ...analysis, findings }, finding) : null;
    if (text !== null) edits += 1;
    suggestions.push(weigh({ finding, text }));
  }
  for (const proposed of fromModel) {
    await pace();
    suggestions.push(weigh(proposed));
  }
  return suggestions.sort(compareByWorth);
}

function isDisabled({ ruleId }: Finding, disabled: readonly string[]): boolean {
  const name = ruleById(ruleId)?.name;
  return disabled.includes(ruleId) || (name !== undefined && disabled.includes(name));
}

/** The prompt with a finding mended, if that keeps the contract and can be written into its literal. */
async function editOf(
  engine: Engine,
  subject: SessionSubject,
  { contract, findings }: TextAnalysis,
  finding: Finding,
): Promise<string | null> {
  if (!isFixable(finding)) return null;
  const text = planFix({ prompt: promptOfTarget(subject.target), contract, findings }, finding);
  return text !== null && (await engine.encode(subject, text)).kind === 'written' ? text : null;
}

function isFixable(finding: Finding): finding is FixedFinding {
  return finding.fix !== null;
}
