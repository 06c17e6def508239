import { callCostUsd, type Price } from '../metrics/cost.ts';
import type { Budget, ModelRole, RoleUsage, Usage } from '../model.ts';
import { exhaustedBudget } from '../pcv/stop.ts';
import type { Clock, TokenCounter } from '../ports.ts';
import type { OverheadTally } from '../prompts/overhead.ts';
import type { ChatAnswer, ChatFailed, ChatFailure, ChatRequest, ChatUsage } from './chat-model.ts';

/** What the calls of one run have used, and whether another one may start. */
export interface UsageLedger {
  /** The account of one role; all accounts draw on the same budget. */
  accountOf(holder: AccountHolder): CallAccount;
  usage(): Omit<Usage, 'wallMs' | 'criticalPathMs'>;
}

/** Who calls, and at what price; null: no price is known, so no cost is either. */
export interface AccountHolder {
  readonly role: ModelRole;
  readonly model: string;
  readonly price: Price | null;
}

/** What the decorators of one role's model ask and tell. */
export interface CallAccount {
  /** Counts a request on the wire. */
  countRequest(): void;
  countAnswer(request: ChatRequest, answer: ChatAnswer): void;
  /** Counts what a call has used of which nothing came, such as an answer that was cut at its limit. */
  countFailure(request: ChatRequest, failure: ChatFailed): void;
  /** The limit of the run that is used up as a phrase ("12 calls"), or null. */
  exhausted(): string | null;
  /** Milliseconds that are left of the run's time; null: no limit. */
  remainingMs(): number | null;
}

export interface LedgerOptions {
  readonly budget: Budget;
  readonly clock: Clock;
  /** Counts where the endpoint reports no usage. */
  readonly counter: TokenCounter;
  /** Adds up what our own instructions take; absent: nobody asks. */
  readonly overhead?: OverheadTally;
}

/**
 * A ledger for one run. Its time begins with the first question about it, a little later than the run's own: when the
 * ledger finds it used up, the run does so too.
 */
export function createUsageLedger({ budget, clock, counter, overhead }: LedgerOptions): UsageLedger {
  let startedAtMs: number | null = null;
  const rows: Row[] = [];
  const elapsedMs = (): number => {
    const now = clock.monotonicMs();
    startedAtMs ??= now;
    return now - startedAtMs;
  };
  const usage = (): ReturnType<UsageLedger['usage']> => ({
    ...sumOf(rows.map(({ used }) => used)),
    ...(overhead === undefined ? {} : { overheadTokens: overhead.summary().tokens }),
  });
  return {
    usage,
    accountOf: (holder) => {
      const row: Row = { used: nothingUsed(holder), answered: 0 };
      rows.push(row);
      return {
        countRequest: () => {
          row.used = { ...row.used, calls: row.used.calls + 1 };
        },
        countAnswer: (request, answer) => {
          row.used = withAnswer({ used: row.used, price: holder.price, counter }, request, answer);
          if (answer.source === 'cache') return;
          addLatency(row, answer.latencyMs);
          // What goes to the target is the prompt itself.
          if (holder.role !== 'target') overhead?.add(request);
        },
        countFailure: (request, { failure, usage }) => {
          const used = usage === undefined ? usedForNothing(request, failure, counter) : usage;
          if (used === null) return;
          const provenance = usage === undefined ? 'estimate' : 'exact';
          row.used = withTokens({ used: row.used, price: holder.price }, used, provenance);
        },
        exhausted: () => describeExhausted({ ...usage(), wallMs: elapsedMs(), criticalPathMs: 0 }, budget),
        remainingMs: () => (budget.timeMs === null ? null : Math.max(0, budget.timeMs - elapsedMs())),
      };
    },
  };
}

interface Row {
  used: RoleUsage;
  answered: number;
}

function nothingUsed({ role, model, price }: AccountHolder): RoleUsage {
  return {
    role,
    model,
    calls: 0,
    cachedCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: price === null ? null : 0,
    provenance: 'exact',
    latencyMs: null,
  };
}

function addLatency(row: Row, latencyMs: number): void {
  const total = (row.used.latencyMs ?? 0) * row.answered + latencyMs;
  row.answered += 1;
  row.used = { ...row.used, latencyMs: total / row.answered };
}

interface Booking {
  readonly used: RoleUsage;
  readonly price: Price | null;
  readonly counter: TokenCounter;
}

function withAnswer({ used, price, counter }: Booking, request: ChatRequest, answer: ChatAnswer): RoleUsage {
  if (answer.source === 'cache') return { ...used, cachedCalls: used.cachedCalls + 1 };
  const tokens = answer.usage ?? countUsage(request, answer, counter);
  return withTokens({ used, price }, tokens, answer.usage === null ? 'estimate' : 'exact');
}

function withTokens(
  { used, price }: Omit<Booking, 'counter'>,
  tokens: ChatUsage,
  provenance: 'exact' | 'estimate',
): RoleUsage {
  return {
    ...used,
    inputTokens: used.inputTokens + tokens.inputTokens,
    outputTokens: used.outputTokens + tokens.outputTokens,
    costUsd: added(used.costUsd, callCostUsd(tokens, price)),
    provenance: provenance === 'estimate' ? 'estimate' : used.provenance,
  };
}

/** What an unusable answer has used where nobody says: an answer that was cut has used all that it might. */
function usedForNothing(
  request: ChatRequest,
  { reason }: ChatFailure,
  counter: TokenCounter,
): ChatUsage | null {
  if (!['length', 'refused', 'invalid-answer'].includes(reason)) return null;
  const inputTokens = inputOf(request, counter);
  return {
    inputTokens,
    cachedInputTokens: 0,
    outputTokens: reason === 'length' ? request.maxOutputTokens : 0,
  };
}

/** A cost of which a part is unknown is unknown; a role without a call on the wire costs nothing, whatever its price. */
function sumOf(rows: readonly RoleUsage[]): ReturnType<UsageLedger['usage']> {
  const used = rows.filter(({ calls, cachedCalls, inputTokens }) => calls + cachedCalls + inputTokens > 0);
  const sum = (number: (row: RoleUsage) => number): number =>
    used.reduce((total, row) => total + number(row), 0);
  return {
    calls: sum(({ calls }) => calls),
    cachedCalls: sum(({ cachedCalls }) => cachedCalls),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: used
      .filter(({ calls, inputTokens, outputTokens }) => calls + inputTokens + outputTokens > 0)
      .reduce<number | null>((total, { costUsd }) => added(total, costUsd), 0),
    byRole: used,
  };
}

function added(total: number | null, cost: number | null): number | null {
  return total === null || cost === null ? null : total + cost;
}

function countUsage(request: ChatRequest, { text }: ChatAnswer, counter: TokenCounter): ChatUsage {
  return {
    inputTokens: inputOf(request, counter),
    cachedInputTokens: 0,
    outputTokens: counter.count(text),
  };
}

function inputOf({ messages }: ChatRequest, counter: TokenCounter): number {
  return messages.reduce((sum, { content }) => sum + counter.count(content), 0);
}

function describeExhausted(usage: Usage, budget: Budget): string | null {
  const reason = exhaustedBudget(usage, budget);
  if (reason === 'budget-calls') return `${budget.calls ?? 0} calls`;
  if (reason === 'budget-tokens') return `${budget.tokens ?? 0} tokens`;
  if (reason === 'budget-cost') return `${budget.costUsd ?? 0} US dollars`;
  return reason === null ? null : `${(budget.timeMs ?? 0) / 1000} seconds`;
}
