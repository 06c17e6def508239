import { PromptOpsError } from '../core/errors.ts';
import type { CaseTarget } from '../core/evaluation/cases/case-target.ts';
import { callCostUsd } from '../core/metrics/cost.ts';
import type { ChatFailure, ChatModel } from '../core/models/chat-model.ts';
import { createUsageLedger, type UsageLedger } from '../core/models/usage-ledger.ts';
import { providerFailure } from '../core/pcv/model-engine/provider-failure.ts';
import { modelOfRole } from '../core/pcv/model-engine/model-team.ts';
import type { TokenCounter } from '../core/ports.ts';
import { requireEndpoint } from '../providers/endpoint-address.ts';
import { systemClock } from '../node/system.ts';
import { connectTeam } from './connect-model.ts';
import type { CommandIo } from './io.ts';
import { budgetOf, type ModelFlags } from './model-options.ts';

/** The options of a command that runs prompts on cases. */
export interface TargetFlags extends Omit<ModelFlags, 'engine'> {
  readonly judgeModel?: string;
  readonly judgeBaseUrl?: string;
  readonly temperature?: number;
  readonly timeout?: number;
  readonly repeats: number;
}

/** The model under test, the one that judges, and the account of both. */
export interface ConnectedTarget {
  readonly target: CaseTarget;
  readonly judge: ChatModel;
  readonly ledger: UsageLedger;
}

/** Tokens that an answer may have: enough for a page of text, and a bound on what a test can cost. */
const mostOutputTokens = 4096;

/**
 * Connects the model of the flags. Nothing is sent yet.
 * @throws PromptOpsError `invalid-argument`.
 */
export async function connectTarget(
  flags: TargetFlags,
  io: CommandIo,
  counter: TokenCounter,
): Promise<ConnectedTarget> {
  const { judgeModel, judgeBaseUrl, temperature = null, ...modelFlags } = flags;
  if (flags.model === undefined || flags.model.trim() === '') throw missingModel();
  if (judgeBaseUrl !== undefined) requireEndpoint(judgeBaseUrl, '--judge-base-url');
  const own = {
    ...(judgeModel === undefined ? {} : { verifierModel: judgeModel }),
    ...(judgeBaseUrl === undefined ? {} : { verifierBaseUrl: judgeBaseUrl }),
  };
  const team = await connectTeam({ ...modelFlags, ...own, engine: 'openai' }, io);
  if (team === null) throw missingModel();
  const budget = budgetOf({ ...modelFlags, engine: 'openai' });
  const ledger = createUsageLedger({ budget, clock: systemClock, counter });
  const { price } = team.target;
  return {
    target: {
      model: modelOfRole('target', team, ledger),
      temperature,
      maxOutputTokens: mostOutputTokens,
      costOf: (usage) => (usage === null ? null : callCostUsd(usage, price)),
    },
    judge: modelOfRole('verifier', team, ledger),
    ledger,
  };
}

/** The failure for which a run has no results; null when the run was cancelled. */
export function failureOfTarget(
  failures: readonly ChatFailure[],
  { model }: CaseTarget,
): PromptOpsError | null {
  const first = failures.find(({ reason }) => reason !== 'cancelled');
  return first === undefined ? null : providerFailure(first, model);
}

/** Failures that the next call would meet as well. */
export function isHopeless({ reason }: ChatFailure): boolean {
  return reason === 'auth' || reason === 'network' || reason === 'bad-request';
}

function missingModel(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'Running prompts needs the name of a model.',
    nextStep: 'Add --model, for example --model gpt-4.1-mini, and --base-url for another endpoint.',
  });
}
