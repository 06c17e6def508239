import * as vscode from 'vscode';
import type { GroundingOptions } from '../../core/data-room/grounding.ts';
import { isAbortError } from '../../core/abort.ts';
import { extractContract } from '../../core/contract/contract.ts';
import type { Engine, OptimizeOptions } from '../../core/engine.ts';
import type { EvaluationCase } from '../../core/evaluation/cases/evaluation-case.ts';
import { describeError, isPromptOpsError, PromptOpsError } from '../../core/errors.ts';
import type { Check, PromptText, RunSettings } from '../../core/model.ts';
import type { RunEvent } from '../../core/pcv/events.ts';
import { initialSelection, reviewSelection, selectByLambda, type Selection } from '../../core/pcv/review.ts';
import type { ModelTeam } from '../../core/pcv/model-engine/model-team.ts';
import type { Clock } from '../../core/ports.ts';
import { advanceProgress, type RunProgress } from '../../core/report/run-progress.ts';
import type { RunReport } from '../../core/report/run-report.ts';
import { locationOfTarget, promptOfTarget } from '../../core/target/prompt-target.ts';
import { randomIds } from '../../node/system.ts';
import type { PanelState } from '../../protocol.ts';
import { cutIntoTokens } from './token-view.ts';
import type { RunSlots } from '../queue/run-slots.ts';
import type { AppliedRewrite } from './apply-rewrite.ts';
import type { SessionSubject } from './session-subject.ts';
import { obstacleToApply, toPanelState, type Decision, type SessionPhase } from './session-state.ts';

export interface SessionServices {
  readonly engine: Engine;
  readonly clock: Clock;
  /** Told about every finished run, before the panel shows it. */
  readonly onReport: (finished: FinishedRun) => Promise<void>;
  /** Priority of a prompt in the workspace as it was last scanned; null when it is not known. */
  readonly priorityOf?: (subject: SessionSubject) => number | null;
  /** Told why a model was given up although there is a result to show. */
  readonly onFailure?: (error: PromptOpsError) => void;
}

export interface FinishedRun {
  readonly report: RunReport;
  readonly settings: RunSettings;
  readonly events: readonly RunEvent[];
}

/** Who runs it, and among how many. */
export interface SessionRun {
  /** Null: the rules engine. */
  readonly team: ModelTeam | null;
  /** What the prompt is tried on. */
  readonly cases: readonly EvaluationCase[];
  /** What of the test cases could not be used. */
  readonly caseProblems?: readonly string[];
  /** Where the run takes its turn; null: at once. */
  readonly slots: RunSlots | null;
  /** Documents that go with the calls. */
  readonly grounding?: GroundingOptions;
}

const rulesRun: SessionRun = { team: null, cases: [], slots: null };

/** One prompt under optimization: its run, what the person selected of the result, and what became of it. */
export class OptimizationSession implements vscode.Disposable {
  /** Unique in this window. */
  readonly id = randomIds.next();
  readonly #services: SessionServices;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly settings: RunSettings;
  /** The prompt as it stood when the run began; where it stands now is for `relocateSubject` to find. */
  readonly subject: SessionSubject;
  #phase: SessionPhase;
  #progress: RunProgress | null = null;
  #decision: Decision = { status: 'pending' };
  #applied: AppliedRewrite | null = null;
  #abort = new AbortController();
  #reviews = 0;
  /** Of the prompt in the workspace when its result was first shown. */
  #priority: number | null = null;
  /** True once the reader has asked how the texts are cut into tokens. */
  #hasTokenView = false;

  /** The text that the run started from; in a restored session the file may have another one by now. */
  readonly #prompt: PromptText;

  constructor(
    subject: SessionSubject,
    settings: RunSettings,
    services: SessionServices,
    prompt: PromptText = promptOfTarget(subject.target),
  ) {
    this.#prompt = prompt;
    this.subject = subject;
    this.settings = settings;
    this.#services = services;
    this.#phase = runningPhase(services.clock, false);
  }

  get phase(): SessionPhase {
    return this.#phase;
  }

  get decision(): Decision {
    return this.#decision;
  }

  /** The edit that Apply has made; null before. */
  get applied(): AppliedRewrite | null {
    return this.#applied;
  }

  get isRunning(): boolean {
    return this.#phase.name === 'running';
  }

  /** The complete snapshot for the panel. */
  state(): PanelState {
    return toPanelState({
      subject: locationOfTarget(this.subject.target, this.subject),
      phase: this.#phase,
      progress: this.#progress,
      decision: this.#decision,
      contract: extractContract(this.#prompt),
      canUndo: this.#decision.status === 'applied' && this.#applied !== null,
      nowMs: this.#services.clock.monotonicMs(),
      priority: this.#priority,
    });
  }

  /** Runs the loop to its end; a cancelled or failed run ends in a state as well, never in an exception. */
  async run(options: SessionRun = rulesRun): Promise<void> {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#progress = null;
    this.#decision = { status: 'pending' };
    this.#show(runningPhase(this.#services.clock, options.slots !== null));
    try {
      const release = (await options.slots?.take(signal)) ?? null;
      if (signal.aborted) throw new DOMException('Cancelled while waiting.', 'AbortError');
      try {
        if (options.slots !== null) this.#show(runningPhase(this.#services.clock, false));
        await this.#runLoop(options, signal);
      } finally {
        release?.();
      }
    } catch (error) {
      this.#show(toFailedPhase(error));
    }
  }

  async #runLoop(
    { team, cases, caseProblems = [], grounding }: SessionRun,
    signal: AbortSignal,
  ): Promise<void> {
    const failures: PromptOpsError[] = [];
    const onProviderFailed = (error: PromptOpsError): void => void failures.push(error);
    const finished = await this.#consumeEvents({
      settings: this.settings,
      signal,
      cases,
      caseProblems,
      grounding,
      team: team === null ? null : { ...team, onProviderFailed },
    });
    const [failure] = failures;
    // What a failing provider has left behind is shown; where it has left nothing, why it failed.
    if (failure !== undefined && !finished.report.changed) throw failure;
    await this.#services.onReport(finished);
    await this.showReport(finished.report);
    if (failure !== undefined) this.#services.onFailure?.(failure);
  }

  async #consumeEvents(options: OptimizeOptions): Promise<FinishedRun> {
    const { settings } = this;
    const events: RunEvent[] = [];
    for await (const event of this.#services.engine.optimize(this.subject, options)) {
      events.push(event);
      this.#progress = advanceProgress(this.#progress, event);
      if (event.type === 'run-end') return { report: event.report, settings, events };
      this.#changed.fire();
    }
    throw new TypeError('The run ended without a report.');
  }

  /** Shows a finished run, a new one or one from the history. */
  async showReport(report: RunReport): Promise<void> {
    this.#priority = this.#services.priorityOf?.(this.subject) ?? null;
    await this.#select(report, initialSelection(report));
  }

  showAnalysis(analysis: Extract<SessionPhase, { name: 'analysis' }>['analysis']): void {
    this.#show({ name: 'analysis', analysis });
  }

  cancel(): void {
    if (this.#phase.name !== 'running') return;
    this.#abort.abort();
    this.#show({ ...this.#phase, isCancelling: true });
  }

  async setLambda(lambda: number): Promise<void> {
    await this.#changeSelection((_, report) => selectByLambda(report, lambda));
  }

  async pick(id: string): Promise<void> {
    await this.#changeSelection((selection) => ({ ...selection, pickId: id, rejectedHunks: [] }));
  }

  async setHunk(index: number, accepted: boolean): Promise<void> {
    await this.#changeSelection((selection) => {
      const others = selection.rejectedHunks.filter((rejected) => rejected !== index);
      return { ...selection, rejectedHunks: accepted ? others : [...others, index].sort((a, b) => a - b) };
    });
  }

  async setAllHunks(accepted: boolean): Promise<void> {
    await this.#changeSelection((selection, report) => {
      const hunks = report.front.find(({ id }) => id === selection.pickId)?.explanations ?? [];
      return { ...selection, rejectedHunks: accepted ? [] : hunks.map((_, index) => index) };
    });
  }

  /** Shows how the encoding cuts the texts, from now on. */
  async showTokens(): Promise<void> {
    this.#hasTokenView = true;
    await this.#changeSelection((selection) => selection);
  }

  /**
   * The text that Apply writes.
   * @throws PromptOpsError when there is nothing to apply or a check has failed.
   */
  textToApply(): string {
    const phase = this.#phase;
    if (phase.name !== 'result') throw nothingToApply('No run has finished for this prompt.');
    const obstacle = obstacleToApply(phase.report, phase.review, this.#decision);
    if (obstacle !== null) throw nothingToApply(obstacle);
    return phase.review.text;
  }

  markApplied(applied: AppliedRewrite): void {
    this.#applied = applied;
    this.decide({ status: 'applied' });
  }

  /** Records what became of the result. */
  decide(decision: Decision): void {
    this.#decision = decision;
    this.#changed.fire();
  }

  async #changeSelection(change: (selection: Selection, report: RunReport) => Selection): Promise<void> {
    if (this.#phase.name !== 'result') return;
    const { report, selection } = this.#phase;
    await this.#select(report, change(selection, report));
  }

  /** Reviews a selection and shows it, unless a newer one has come meanwhile. */
  async #select(report: RunReport, selection: Selection): Promise<void> {
    this.#reviews += 1;
    const ticket = this.#reviews;
    if (this.#phase.name === 'result') this.#phase = { ...this.#phase, selection };
    const counter = await this.#services.engine.counter(report.metrics.tokens.encoding);
    const review = await reviewSelection({
      weights: this.settings.rubricWeights,
      report,
      selection,
      prompt: this.#prompt,
      counter,
      reencode: (prompt) => this.#checkEncoding(prompt),
      signal: this.#abort.signal,
    });
    if (ticket !== this.#reviews) return;
    const tokenView = this.#hasTokenView
      ? cutIntoTokens(counter, { before: report.original.text, after: review.text })
      : null;
    this.#show({ name: 'result', report, selection, review, tokenView });
  }

  #checkEncoding(prompt: PromptText): Promise<Check> {
    return this.#services.engine.checkEncoding(this.subject, prompt);
  }

  #show(phase: SessionPhase): void {
    this.#phase = phase;
    this.#changed.fire();
  }

  dispose(): void {
    this.#abort.abort();
    this.#changed.dispose();
  }
}

function runningPhase(clock: Clock, isWaiting: boolean): SessionPhase {
  return { name: 'running', startedAtMs: clock.monotonicMs(), isCancelling: false, isWaiting };
}

function toFailedPhase(error: unknown): SessionPhase {
  const isModelProblem = isPromptOpsError(error) && error.reason === 'provider-failed';
  const base = { name: 'failed', isModelProblem } as const;
  if (isAbortError(error)) {
    return { ...base, message: 'The run was cancelled.', nextStep: 'Run it again when you like.' };
  }
  if (isPromptOpsError(error)) return { ...base, message: error.message, nextStep: error.nextStep };
  return {
    ...base,
    message: `The run ended with an unexpected error: ${describeError(error)}`,
    nextStep: 'The log has the details.',
  };
}

function nothingToApply(message: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'contract-broken',
    message,
    nextStep: 'Choose another candidate or accept other changes in the panel.',
  });
}
