import type { BundledPrompt, BundledVersion, HistoryBundle } from '../history/bundle.ts';
import { tokenDelta } from '../history/token-delta.ts';
import { signed } from './format-number.ts';
import type { Explanation, RunReport } from './run-report.ts';

/** A version of a bundle together with what it is to be read beside. */
export interface HistoryEntry {
  readonly version: BundledVersion;
  readonly text: string;
  /** The version it was made from; null for the first one, and when that one is not in the bundle. */
  readonly basis: { readonly version: BundledVersion; readonly text: string } | null;
  /** The run that it came out of, when the bundle has its report. */
  readonly report: RunReport | null;
  /** Why its text differs from the original of that run. */
  readonly explanations: readonly Explanation[];
}

/** The versions of a prompt in the order of the bundle, newest first. */
export function historyEntries(
  prompt: BundledPrompt,
  texts: HistoryBundle['texts'],
): readonly HistoryEntry[] {
  const byId = new Map(prompt.versions.map((version) => [version.id, version]));
  const reports = new Map(prompt.runs.map(({ report }) => [report.run, report]));
  const textOf = ({ textHash }: BundledVersion): string => texts[textHash] ?? '';
  return prompt.versions.map((version) => {
    const basis = version.basisId === null ? undefined : byId.get(version.basisId);
    const report = version.runId === null ? null : (reports.get(version.runId) ?? null);
    const text = textOf(version);
    return {
      version,
      text,
      basis: basis === undefined ? null : { version: basis, text: textOf(basis) },
      report,
      explanations: report === null ? [] : explanationsOf(report, text),
    };
  });
}

function explanationsOf({ candidate, explanations, front }: RunReport, text: string): readonly Explanation[] {
  if (candidate?.text === text) return explanations;
  return front.find((member) => member.text === text)?.explanations ?? [];
}

/** `2026-11-23 10:30 UTC`. */
export function utcTime(time: number): string {
  const date = new Date(time);
  // A bundle may hold any number; years beyond what a date can say are no reason to fail.
  return Number.isNaN(date.getTime())
    ? 'unknown time'
    : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const originNames: Readonly<Record<BundledVersion['origin'], string>> = {
  original: 'Original',
  candidate: 'Candidate',
  applied: 'Applied',
  restored: 'Restored',
  edited: 'Edited',
};

/** Its own name, or where it came from. */
export function entryTitle({ version }: HistoryEntry): string {
  return version.name ?? originNames[version.origin];
}

export interface EntryFact {
  readonly name: string;
  readonly value: string;
}

/** What is known of a version, each with where it comes from; what is unknown is said to be. */
export function entryFacts(entry: HistoryEntry): readonly EntryFact[] {
  const { origin, quality, verdict, outcome, note } = entry.version;
  return [
    { name: 'Origin', value: originNames[origin] + outcomeText(outcome) },
    { name: 'Tokens', value: tokensText(entry) },
    {
      name: 'Quality',
      value: quality === null ? 'unknown' : `${quality.value.toFixed(1)} (tier ${quality.tier})`,
    },
    ...(verdict === null ? [] : [{ name: 'Verdict', value: verdict }]),
    ...(note === null ? [] : [{ name: 'Note', value: note }]),
  ];
}

function outcomeText(outcome: BundledVersion['outcome']): string {
  return outcome === null || outcome === 'applied' ? '' : `, ${outcome}`;
}

function tokensText({ version, basis }: HistoryEntry): string {
  const { tokens } = version;
  if (tokens === null) return 'unknown';
  const delta = tokenDelta({
    tokens,
    basis: basis === null ? null : { id: basis.version.id, tokens: basis.version.tokens },
  });
  const change = delta === null ? '' : `, ${signed(delta, 0)}`;
  return `${tokens.value}${change} (${tokens.provenance}, ${tokens.encoding})`;
}
