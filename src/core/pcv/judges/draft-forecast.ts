import { extractContract } from '../../contract/contract.ts';
import { caseVariablesOf } from '../../evaluation/cases/case-variables.ts';
import { callCostUsd, type Price } from '../../metrics/cost.ts';
import type { PromptText } from '../../model.ts';
import type { TokenCounter } from '../../ports.ts';
import { caseDraftMessages } from '../../prompts/case-draft-prompt.ts';

interface PlannedDraft {
  readonly prompt: PromptText;
  readonly count: number;
  readonly counter: Pick<TokenCounter, 'count'>;
  /** Null: unknown. */
  readonly price: Price | null;
}

/** What a draft of test cases takes: one call. */
export interface DraftForecast {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; null without a price. */
  readonly costUsd: number | null;
}

/** Tokens of a drafted case: a name, short values, two expectations; each further variable takes a few more. */
const caseTokens = 70;
const variableTokens = 30;

/** Forecasts the call that drafts cases for a prompt. Nothing is sent. */
export function forecastDraft({ prompt, count, counter, price }: PlannedDraft): DraftForecast {
  const found = caseVariablesOf(extractContract(prompt).placeholders);
  const variables = found.kind === 'control-blocks' ? [] : found.names;
  const messages = caseDraftMessages({ prompt: prompt.text, variables, count });
  const inputTokens = messages.reduce((sum, { content }) => sum + counter.count(content), 0);
  const outputTokens = count * (caseTokens + variableTokens * variables.length);
  return {
    inputTokens,
    outputTokens,
    costUsd: callCostUsd({ inputTokens, cachedInputTokens: 0, outputTokens }, price),
  };
}
