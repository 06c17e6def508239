import { extractContract, type Contract } from '../contract/contract.ts';
import { roundPoints } from '../metrics/quality-gain.ts';
import { measureDemand, scoreStaticQuality } from '../metrics/static-quality.ts';
import type { Finding, PromptText, Severity } from '../model.ts';
import { rewrittenPrompt } from '../pcv/rewritten-prompt.ts';
import type { TokenCounter } from '../ports.ts';
import { createRuleContext, findFindings } from '../rules/find-findings.ts';
import { previewEdit, type PreviewPart } from './edit-preview.ts';

/** One thing that could be better, with its edit where there is one, and what that would bring. */
export interface Suggestion {
  /** The same for the same finding on the same words, wherever they stand: what is dismissed stays so. */
  readonly id: string;
  readonly finding: Finding;
  readonly edit: SuggestedEdit | null;
}

export interface SuggestedEdit {
  /** The whole prompt after it. */
  readonly text: string;
  readonly preview: readonly PreviewPart[];
  /** Points of static quality, tier E0; null when the prompt is too long to be measured again for each edit. */
  readonly qualityGain: number | null;
  /** Tokens less; negative when the prompt becomes longer; null as above. */
  readonly tokensSaved: number | null;
}

/** An edit that somebody proposes for a finding. */
export interface ProposedEdit {
  readonly finding: Finding;
  /** The whole prompt after it; null when there is no edit. */
  readonly text: string | null;
}

interface WeighingInput {
  readonly prompt: PromptText;
  readonly contract: Contract;
  readonly findings: readonly Finding[];
  readonly counter: TokenCounter;
  /** Ids or names of rules that do not count. */
  readonly disabled: readonly string[];
}

/** Characters above which what an edit brings is not measured: reading a long text once for each edit takes too long. */
const longestMeasured = 12_000;

/** Makes suggestions about one prompt, one at a time so that the host can do other things in between. */
export function createWeigher(input: WeighingInput): (proposed: ProposedEdit) => Suggestion {
  const seen = new Map<string, number>();
  const before = isMeasured(input) ? measure(input, input.prompt, input.contract, input.findings) : null;
  return ({ finding, text }) => {
    const name = `${finding.ruleId}:${finding.message}:${finding.evidence}`;
    const index = seen.get(name) ?? 0;
    seen.set(name, index + 1);
    const id = index === 0 ? name : `${name}:${index}`;
    return { id, finding, edit: text === null ? null : weigh(input, before, text) };
  };
}

function isMeasured({ prompt }: WeighingInput): boolean {
  return prompt.text.length <= longestMeasured;
}

interface Measured {
  readonly quality: number;
  readonly tokens: number;
}

function weigh(input: WeighingInput, before: Measured | null, text: string): SuggestedEdit {
  const preview = previewEdit(input.prompt.text, text);
  if (before === null) return { text, preview, qualityGain: null, tokensSaved: null };
  const prompt = rewrittenPrompt(input.prompt, text);
  const contract = extractContract(prompt);
  const findings = findFindings(createRuleContext(prompt, contract), { disabled: input.disabled });
  const after = measure(input, prompt, contract, findings);
  return {
    text,
    preview,
    qualityGain: roundPoints(after.quality - before.quality),
    tokensSaved: before.tokens - after.tokens,
  };
}

function measure(
  { contract: original, counter }: WeighingInput,
  { text }: PromptText,
  contract: Contract,
  findings: readonly Finding[],
): Measured {
  // The task is the original's: an edit that drops a requirement must not look like an easier task.
  const demand = measureDemand({ text: original.text, contract: original });
  return {
    quality: scoreStaticQuality({ text, contract, findings, demand }).value,
    tokens: counter.count(text),
  };
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** What can be done at once comes first: by points of quality, then by tokens; the rest by how much it matters. */
export function compareByWorth(a: Suggestion, b: Suggestion): number {
  const bySeverity = severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity);
  if (a.edit === null || b.edit === null) {
    return Number(a.edit === null) - Number(b.edit === null) || bySeverity;
  }
  const byQuality = (b.edit.qualityGain ?? 0) - (a.edit.qualityGain ?? 0);
  return byQuality || (b.edit.tokensSaved ?? 0) - (a.edit.tokensSaved ?? 0) || bySeverity;
}
