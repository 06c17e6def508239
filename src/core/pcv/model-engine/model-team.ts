import type { PromptOpsError } from '../../errors.ts';
import type { Price } from '../../metrics/cost.ts';
import type { ModelRole } from '../../model.ts';
import type { AnswerCache } from '../../models/cache.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { decorateModel } from '../../models/decorate-model.ts';
import type { ModelLatency } from '../../models/model-latency.ts';
import type { RateLimiter } from '../../models/rate-limit.ts';
import type { RetryPolicy } from '../../models/retry.ts';
import type { TimeoutLimits } from '../../models/timeout.ts';
import type { TraceOptions } from '../../models/trace.ts';
import type { UsageLedger } from '../../models/usage-ledger.ts';

/** The model of one role and what belongs to its endpoint. */
export interface RoleModel {
  /** The bare provider; the run puts the decorators around it. */
  readonly provider: ChatModel;
  /** Null: no price is known. */
  readonly price: Price | null;
  /** Shared by all runs and roles that use the same endpoint with the same key. */
  readonly limiter: RateLimiter;
  /** Tokens of prompt and answer that the model takes at a time; absent: unknown. */
  readonly contextTokens?: number;
}

/** What all calls of a run share. */
export interface SharedAccess extends TraceOptions {
  /** Shared by the runs of a host, so that an interrupted run goes on where it stopped. */
  readonly cache: AnswerCache;
  /** A number in [0, 1), for the jitter of retries. */
  readonly random: () => number;
  readonly timeouts?: TimeoutLimits;
  readonly retry?: RetryPolicy;
  /** What calls of models took in earlier runs, for the forecast; absent: nothing is known. */
  readonly latencies?: readonly ModelLatency[];
  /** Told why the provider was given up; the run itself ends with its report. */
  readonly onProviderFailed?: (error: PromptOpsError) => void;
}

/** The models of a run, one for each role. */
export interface ModelTeam extends SharedAccess, Readonly<Record<ModelRole, RoleModel>> {}

/** A team that asks one model in every role but those that have a model of their own. */
export function createTeam(
  everyone: RoleModel,
  shared: SharedAccess,
  own: Partial<Record<ModelRole, RoleModel>> = {},
): ModelTeam {
  return { ...shared, proposer: everyone, critic: everyone, verifier: everyone, target: everyone, ...own };
}

/** The model of a role with all its decorators; what it uses is booked on the role's account. */
export function modelOfRole(role: ModelRole, team: ModelTeam, ledger: UsageLedger): ChatModel {
  const { provider, price, limiter } = team[role];
  const account = ledger.accountOf({ role, model: provider.name, price });
  return decorateModel(provider, { ...team, limiter, account });
}
