import { callCostUsd, type Price } from '../metrics/cost.ts';
import type { Budget, Usage } from '../model.ts';
import { exhaustedBudget } from '../pcv/stop.ts';
import type { Clock, TokenCounter } from '../ports.ts';
import type { ChatAnswer, ChatRequest, ChatUsage } from './chat-model.ts';

/** What the calls of one run have used, and whether another one may start. */
export interface UsageLedger {
  /** Counts a request on the wire. */
  countRequest(): void;
  countAnswer(request: ChatRequest, answer: ChatAnswer): void;
  /** Adds a stage that the run had to wait for: the longest of the calls that ran side by side. */
  addToCriticalPath(durationMs: number): void;
  usage(): Omit<Usage, 'wallMs'>;
  /** The limit that is used up as a phrase ("12 calls"), or null. */
  exhausted(): string | null;
  /** Milliseconds that are left of the run's time; null: no limit. */
  remainingMs(): number | null;
}

export interface LedgerOptions {
  readonly budget: Budget;
  /** Null: no price is known, so no cost is either. */
  readonly price: Price | null;
  readonly clock: Clock;
  /** Counts where the endpoint reports no usage. */
  readonly counter: TokenCounter;
}

/**
 * A ledger for one run. Its time begins with the first question about it, a little later than the run's own: when the
 * ledger finds it used up, the run does so too.
 */
export function createUsageLedger({ budget, price, clock, counter }: LedgerOptions): UsageLedger {
  let startedAtMs: number | null = null;
  let total: Omit<Usage, 'wallMs'> = {
    calls: 0,
    cachedCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: price === null ? null : 0,
    criticalPathMs: 0,
  };
  const elapsedMs = (): number => {
    const now = clock.monotonicMs();
    startedAtMs ??= now;
    return now - startedAtMs;
  };
  return {
    countRequest: () => {
      total = { ...total, calls: total.calls + 1 };
    },
    countAnswer: (request, answer) => {
      if (answer.source === 'cache') {
        total = { ...total, cachedCalls: total.cachedCalls + 1 };
        return;
      }
      const usage = answer.usage ?? countUsage(request, answer, counter);
      const { inputTokens, outputTokens, costUsd } = total;
      const cost = callCostUsd(usage, price);
      total = {
        ...total,
        inputTokens: inputTokens + usage.inputTokens,
        outputTokens: outputTokens + usage.outputTokens,
        costUsd: costUsd === null || cost === null ? null : costUsd + cost,
      };
    },
    addToCriticalPath: (durationMs) => {
      total = { ...total, criticalPathMs: total.criticalPathMs + Math.round(durationMs) };
    },
    usage: () => total,
    exhausted: () => describeExhausted({ ...total, wallMs: elapsedMs() }, budget),
    remainingMs: () => (budget.timeMs === null ? null : Math.max(0, budget.timeMs - elapsedMs())),
  };
}

function countUsage({ messages }: ChatRequest, { text }: ChatAnswer, counter: TokenCounter): ChatUsage {
  return {
    inputTokens: messages.reduce((sum, { content }) => sum + counter.count(content), 0),
    cachedInputTokens: 0,
    outputTokens: counter.count(text),
  };
}

function describeExhausted(usage: Usage, budget: Budget): string | null {
  const reason = exhaustedBudget(usage, budget);
  if (reason === 'budget-calls') return `${budget.calls ?? 0} calls`;
  if (reason === 'budget-tokens') return `${budget.tokens ?? 0} tokens`;
  if (reason === 'budget-cost') return `${budget.costUsd ?? 0} US dollars`;
  return reason === null ? null : `${(budget.timeMs ?? 0) / 1000} seconds`;
}
