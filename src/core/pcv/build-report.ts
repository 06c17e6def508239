import { computeMetrics } from '../metrics/run-metrics.ts';
import type { FrontMember, StopReason, Usage } from '../model.ts';
import type { RunReport } from '../report/run-report.ts';
import { explainHunks } from './explain.ts';
import type { MeasuredText } from './modules.ts';
import type { KnownText, OptimizeRequest } from './optimize.ts';

interface ReportInput {
  readonly request: OptimizeRequest;
  readonly stopReason: StopReason;
  readonly original: MeasuredText;
  readonly front: readonly FrontMember[];
  readonly pick: KnownText;
  readonly rounds: number;
  readonly usage: Usage;
}

/** The document of a finished run. */
export function buildReport(input: ReportInput): RunReport {
  const { request, stopReason, original, front, pick, rounds, usage } = input;
  const changed = pick.member.text !== original.prompt.text;
  const candidate = changed ? measuredOf(pick.measured) : null;
  const { verdict, metrics } = computeMetrics({
    original: measuredOf(original),
    candidate: measuredOf(pick.measured),
    front,
    lambda: request.settings.lambda,
    margin: request.settings.margin,
    encoding: request.counter.encoding,
    runCostUsd: usage.costUsd,
  });
  return {
    run: request.run,
    engine: request.settings.engine,
    prompt: { ...request.location },
    original: measuredOf(original),
    candidate,
    changed,
    verdict,
    stopReason,
    iterations: rounds,
    metrics,
    checks: [...pick.checks],
    explanations: changed ? [...explain(input)] : [],
    front: front.map((member) => ({ ...member })),
    usage: { ...usage },
  };
}

function explain({ request, pick }: ReportInput): RunReport['explanations'] {
  return [
    ...explainHunks({
      original: request.prompt.text,
      candidate: { text: pick.member.text, steps: pick.steps },
      counter: request.counter,
    }),
  ];
}

function measuredOf({ prompt, tokens, critique }: MeasuredText): RunReport['original'] {
  return { text: prompt.text, tokens, quality: critique.quality };
}
