import { extractContract } from '../contract/contract.ts';
import { computeMetrics, type MeasuredPrompt, type MetricsInput } from '../metrics/run-metrics.ts';
import type { StopReason, Usage } from '../model.ts';
import type { RunReport } from '../report/run-report.ts';
import { provenanceFor } from '../tokens/provenance.ts';
import { explainHunks } from './explain.ts';
import { reasoningGainIndex } from '../metrics/reasoning-gain-index.ts';
import type { CaseEvidence, MeasuredText, ReasoningEvidence } from './modules.ts';
import { currentUsage, knownText, type Run } from './run.ts';
import type { KnownText, OptimizeRequest } from './optimize-request.ts';

interface ReportInput {
  readonly run: Run;
  readonly stopReason: StopReason;
}

/** The document of a finished run. */
export async function buildReport(input: ReportInput): Promise<RunReport> {
  const explained = await explainPick(input.run);
  return describeRun({ ...input, usage: currentUsage(input.run) }, explained);
}

/** The hunks of the pick with the reasons that the settings ask for. */
async function explainPick(run: Run): Promise<RunReport['explanations']> {
  const { request } = run;
  const { modules, settings, signal } = request;
  const explanations = explain(request, knownText(run, run.pick.id));
  if (settings.explain === 'off') return explanations.map((explanation) => ({ ...explanation, why: '' }));
  if (modules.explain === undefined || explanations.length === 0) return explanations;
  return [...(await modules.explain(explanations, { signal, chain: run.chain }))];
}

function describeRun(
  { run, stopReason, usage }: ReportInput & { readonly usage: Usage },
  explanations: RunReport['explanations'],
): RunReport {
  const { request, original } = run;
  const { settings, models } = request;
  const pick = knownText(run, run.pick.id);
  const changed = pick.member.text !== original.prompt.text;
  const members = run.front.map((member) =>
    member.id === run.pick.id
      ? { ...member, explanations, verdict: pick.verdict }
      : describeMember(request, knownText(run, member.id)),
  );
  const pair = { original: withContract(original), candidate: withContract(pick.measured) };
  const metrics = computeMetrics({
    ...pair,
    verdict: pick.verdict,
    front: members,
    lambda: settings.lambda,
    counter: countingOf(request),
    usage,
    price: models?.price ?? null,
  });
  const evidence = evidenceOf(run);
  return {
    run: request.run,
    engine: settings.engine,
    prompt: { ...request.location },
    original: measuredOf(original),
    candidate: changed ? measuredOf(pick.measured) : null,
    changed,
    verdict: pick.verdict,
    stopReason,
    iterations: run.round,
    metrics: withCaseGain(metrics, changed ? (evidence?.cases ?? null) : null),
    checks: [...pick.checks],
    explanations,
    front: members,
    usage: { ...usage },
    ...(evidence === null ? {} : { evidence, schedule: settings.schedule }),
    ...(models?.forecast === undefined ? {} : { forecast: models.forecast }),
  };
}

/** A gain over cases that nobody has optimized for comes before one that the search has seen. */
function withCaseGain(
  metrics: RunReport['metrics'],
  cases: Pick<CaseEvidence, 'gain' | 'tier' | 'interval' | 'reasoning'> | null,
): RunReport['metrics'] {
  if (cases === null) return metrics;
  const { gain: value, tier, interval } = cases;
  return {
    ...metrics,
    qualityGain: { value, tier, interval: interval === null ? null : [interval[0], interval[1]] },
    ...reasoningOfOutputs(cases.reasoning ?? null),
  };
}

/**
 * The index over outputs, tier E2, takes the place of the one over the texts; where no task needs steps it is n/a. What
 * could not be rated leaves the static number, which says its own tier.
 */
function reasoningOfOutputs(
  reasoning: ReasoningEvidence | null,
): Partial<Pick<RunReport['metrics'], 'reasoningGainIndex'>> {
  if (reasoning === null) return {};
  const { before, after, cases, missing } = reasoning;
  if (before === null && (cases > 0 || missing > 0)) return {};
  return { reasoningGainIndex: { value: reasoningGainIndex(before, after), tier: 'E2' } };
}

/** What is said of models that judged, or were to judge; null where none were asked. */
function evidenceOf({ request, notes }: Run): NonNullable<RunReport['evidence']> | null {
  const { trial } = request.modules.verifier;
  if (trial === undefined) return notes.length === 0 ? null : { ...noEvidence, sentences: [...notes] };
  const { sentences, ...numbers } = trial.evidence();
  return { ...numbers, sentences: [...notes, ...sentences] };
}

const noEvidence = { positionConsistency: null, judgedPairs: 0, requirements: null, cases: null };

function describeMember(request: OptimizeRequest, known: KnownText): RunReport['front'][number] {
  const { member, verdict } = known;
  const isSilent = request.settings.explain === 'off';
  const explanations = explain(request, known).map((explanation) =>
    isSilent ? { ...explanation, why: '' } : explanation,
  );
  return { ...member, explanations, verdict };
}

function explain({ prompt, counter }: OptimizeRequest, known: KnownText): RunReport['explanations'] {
  const candidate = { text: known.member.text, steps: known.steps };
  return [...explainHunks({ original: prompt.text, candidate, counter })];
}

function measuredOf({ prompt, tokens, critique }: MeasuredText): RunReport['original'] {
  return { text: prompt.text, tokens, quality: critique.quality };
}

/** How the tokens of a run are counted, and what that is to the model that the prompt is meant for. */
function countingOf({ counter: { encoding }, models }: OptimizeRequest): MetricsInput['counter'] {
  return { encoding, provenance: provenanceFor(models?.target ?? null, encoding) };
}

function withContract(measured: MeasuredText): MeasuredPrompt {
  return { ...measuredOf(measured), contract: extractContract(measured.prompt) };
}
