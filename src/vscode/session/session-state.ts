import type { Contract } from '../../core/contract/contract.ts';
import { caseVariablesOf } from '../../core/evaluation/cases/case-variables.ts';
import type { Review, Selection } from '../../core/pcv/review.ts';
import { lacksCases } from '../../core/report/case-offer.ts';
import type { RunReport } from '../../core/report/run-report.ts';
import type { RunProgress } from '../../core/report/run-progress.ts';
import type { Action, PanelState, PhaseOf, Subject, TokenView } from '../../protocol.ts';

/** What a session knows, from which the panel's snapshot is made. */
export type SessionPhase =
  | {
      readonly name: 'running';
      readonly startedAtMs: number;
      readonly isCancelling: boolean;
      /** True until it is this run's turn. */
      readonly isWaiting: boolean;
    }
  | {
      readonly name: 'result';
      readonly report: RunReport;
      readonly selection: Selection;
      readonly review: Review;
      /** Null until it is asked for. */
      readonly tokenView: TokenView | null;
    }
  | { readonly name: 'analysis'; readonly analysis: Omit<PhaseOf<'analysis'>, 'name'> }
  | {
      readonly name: 'failed';
      readonly message: string;
      readonly nextStep: string;
      /** True when another model or another key may help. */
      readonly isModelProblem: boolean;
    };

export type Decision =
  | { readonly status: 'pending' }
  | { readonly status: 'applied' }
  | { readonly status: 'kept' }
  | { readonly status: 'stale'; readonly reason: string }
  | { readonly status: 'undone' };

export interface SessionSnapshot {
  readonly subject: Subject;
  readonly phase: SessionPhase;
  readonly progress: RunProgress | null;
  readonly decision: Decision;
  readonly contract: Contract;
  readonly canUndo: boolean;
  /** Milliseconds that only grow, as the clock shows them now. */
  readonly nowMs: number;
  /** Of the prompt in the workspace; null when it is not known. */
  readonly priority: number | null;
}

/** The complete state that the panel shows. */
export function toPanelState(snapshot: SessionSnapshot): PanelState {
  return { subject: snapshot.subject, phase: toPhase(snapshot) };
}

function toPhase({
  phase,
  progress,
  decision,
  contract,
  canUndo,
  nowMs,
  priority,
}: SessionSnapshot): PanelState['phase'] {
  switch (phase.name) {
    case 'running': {
      const elapsedMs = Math.max(0, nowMs - phase.startedAtMs);
      const { isCancelling, isWaiting } = phase;
      return { name: 'running', progress, elapsedMs, isCancelling, isWaiting };
    }
    case 'result': {
      const { report, selection, review, tokenView } = phase;
      return {
        name: 'result',
        report,
        progress,
        selection: { ...selection, rejectedHunks: [...selection.rejectedHunks] },
        current: { ...review, checks: [...review.checks], explanations: [...review.explanations] },
        action: { ...toAction(report, review, decision), canUndo },
        placeholders: [...new Set(contract.placeholders.map(({ text }) => text))],
        frozen: contract.frozen.map(({ span }) => span),
        ...(tokenView === null ? {} : { tokenView }),
        ...(lacksCases(report) ? { casesOffer: caseVariablesOf(contract.placeholders).kind } : {}),
        priority,
      };
    }
    case 'analysis':
      return { name: 'analysis', ...phase.analysis };
    case 'failed': {
      const { message, nextStep, isModelProblem } = phase;
      const actions: PhaseOf<'failed'>['actions'] = isModelProblem
        ? ['select-model', 'set-key', 'run-again', 'show-log']
        : ['run-again', 'reveal', 'show-log'];
      return { name: 'failed', message, nextStep, actions };
    }
  }
}

function toAction(report: RunReport, review: Review, decision: Decision): Omit<Action, 'canUndo'> {
  const obstacle = obstacleToApply(report, review, decision);
  return {
    status: decision.status,
    sentence: sentenceOf(decision),
    canApply: obstacle === null,
    reason: obstacle,
  };
}

/** Why the selected text cannot be written into the file, or null when it can. */
export function obstacleToApply(report: RunReport, review: Review, decision: Decision): string | null {
  if (decision.status === 'applied') return 'The rewrite is in the file already.';
  if (decision.status === 'stale') return decision.reason;
  if (review.text === report.original.text)
    return 'The selection is the original text: there is nothing to write.';
  const failed = review.checks.filter(({ status }) => status === 'failed');
  return failed.length === 0 ? null : failed.map(({ detail }) => detail).join(' ');
}

function sentenceOf(decision: Decision): string {
  switch (decision.status) {
    case 'pending':
      return '';
    case 'applied':
      return 'The rewrite is in the file.';
    case 'kept':
      return 'The original is kept.';
    case 'stale':
      return decision.reason;
    case 'undone':
      return 'The rewrite was taken back; the original is in the file.';
  }
}
