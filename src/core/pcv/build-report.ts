import { extractContract } from '../contract/contract.ts';
import { computeMetrics, verdictOf, type MeasuredPrompt } from '../metrics/run-metrics.ts';
import type { StopReason, Usage } from '../model.ts';
import type { RunReport } from '../report/run-report.ts';
import { explainHunks } from './explain.ts';
import type { MeasuredText } from './modules.ts';
import type { KnownText, OptimizeRequest } from './optimize-request.ts';

interface ReportInput {
  readonly request: OptimizeRequest;
  readonly stopReason: StopReason;
  readonly original: MeasuredText;
  readonly front: readonly KnownText[];
  readonly pick: KnownText;
  readonly rounds: number;
  readonly usage: Usage;
}

/** The document of a finished run. */
export function buildReport(input: ReportInput): RunReport {
  const { request, stopReason, original, front, pick, rounds, usage } = input;
  const changed = pick.member.text !== original.prompt.text;
  const candidate = changed ? measuredOf(pick.measured) : null;
  const members = front.map((known) => ({ ...known.member, explanations: explain(request, known) }));
  const pair = { original: withContract(original), candidate: withContract(pick.measured) };
  return {
    run: request.run,
    engine: request.settings.engine,
    prompt: { ...request.location },
    original: measuredOf(original),
    candidate,
    changed,
    verdict: verdictOf(pair),
    stopReason,
    iterations: rounds,
    metrics: computeMetrics({
      ...pair,
      front: members,
      lambda: request.settings.lambda,
      counter: { encoding: request.counter.encoding, provenance: 'tokenizer' },
      usage,
      price: null,
    }),
    checks: [...pick.checks],
    explanations: members.find(({ id }) => id === pick.member.id)?.explanations ?? [],
    front: members,
    usage: { ...usage },
  };
}

function explain({ prompt, counter }: OptimizeRequest, known: KnownText): RunReport['explanations'] {
  const candidate = { text: known.member.text, steps: known.steps };
  return [...explainHunks({ original: prompt.text, candidate, counter })];
}

function measuredOf({ prompt, tokens, critique }: MeasuredText): RunReport['original'] {
  return { text: prompt.text, tokens, quality: critique.quality };
}

function withContract(measured: MeasuredText): MeasuredPrompt {
  return { ...measuredOf(measured), contract: extractContract(measured.prompt) };
}
