import { findPlaceholders } from '../contract/placeholders.ts';
import { caseVariablesOf } from '../evaluation/cases/case-variables.ts';
import type { RunReport } from './run-report.ts';

/**
 * Whether cases would raise the evidence of a run: models have read its texts, and nobody has seen what these do. A run
 * that failed or was cancelled has other worries.
 */
export function lacksCases({ evidence, stopReason }: RunReport): boolean {
  return evidence?.givenCases === 0 && stopReason !== 'provider-failed' && stopReason !== 'cancelled';
}

/** How cases would be had on the command line, as sentences; null where a run has no use for them. */
export function caseOfferText(report: RunReport): string | null {
  if (!lacksCases(report)) return null;
  const { original, prompt } = report;
  const placeholders = findPlaceholders({ text: original.text, interpolations: [] });
  const read = 'No cases were given: models have read the texts, and nobody has seen what they do.';
  if (caseVariablesOf(placeholders).kind === 'control-blocks') {
    return `${read} Cases cannot be run on this prompt, since only the program can run its control blocks.`;
  }
  const address = prompt.form === 'file' ? prompt.file : `${prompt.file}:${prompt.line}`;
  const draft = `promptops test --draft 12 ${quoted(address)} --model ${quoted(modelOf(report))} --out tests.yaml`;
  return `${read} \`${draft}\` drafts some, marked as synthetic; with \`--tests tests.yaml\` a run decides by them.`;
}

function modelOf({ usage }: RunReport): string {
  return usage.byRole?.find(({ role }) => role === 'verifier')?.model ?? 'NAME';
}

/** For a shell, only where it is needed. */
function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
