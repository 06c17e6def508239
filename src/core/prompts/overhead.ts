import type { AnswerSchema, ChatMessage, ChatRequest } from '../models/chat-model.ts';
import type { TokenCounter } from '../ports.ts';
import { caseDraftAnswer, caseDraftMessages } from './case-draft-prompt.ts';
import { comparisonAnswer, comparisonMessages } from './comparison-prompt.ts';
import { coverageAnswer, coverageMessages } from './coverage-prompt.ts';
import { critiqueAnswer, critiqueMessages } from './critique-prompt.ts';
import { explanationAnswer, explanationMessages } from './explanation-prompt.ts';
import { patchAnswer, rewriteAnswer } from './proposal-answers.ts';
import { proposalMessages, type ModelOperator } from './proposer-prompt.ts';
import { reasoningAnswer, reasoningMessages } from './reasoning-prompt.ts';
import { requirementsAnswer, requirementsMessages } from './requirements-prompt.ts';
import { rubricAnswer, rubricMessages } from './rubric-prompt.ts';

/** Everything that this product asks a model for. */
export type PromptRole =
  | ModelOperator
  | 'critique'
  | 'compare-prompts'
  | 'compare-outputs'
  | 'requirements'
  | 'coverage'
  | 'rubric'
  | 'reasoning'
  | 'cases'
  | 'explanations';

/** Tokens of our own that a request adds to the texts it is about. */
export interface PromptOverhead {
  /** Instructions and the names of the fields. */
  readonly instructions: number;
  /** The schema of the answer, which endpoints count as input in a form of their own. */
  readonly schema: number;
}

/** What one call of each role costs beside its data. */
export function overheadByRole(counter: TokenCounter): Readonly<Record<PromptRole, PromptOverhead>> {
  const entries = Object.entries(bareRequests).map(([role, { messages, answer }]) => [
    role,
    {
      instructions: messages.reduce((sum, { content }) => sum + counter.count(content), 0),
      schema: counter.count(JSON.stringify(answer.schema)),
    },
  ]);
  return Object.fromEntries(entries) as Record<PromptRole, PromptOverhead>;
}

/** The instructions and the schema's tokens of one request, whatever its data: for the sum over a run. */
export function overheadOfRequest(
  { messages, answer }: Pick<ChatRequest, 'messages' | 'answer'>,
  counter: TokenCounter,
): number {
  const instructions = messages.filter(({ role }) => role === 'system');
  const schema = answer === null ? 0 : counter.count(JSON.stringify(answer.schema));
  return instructions.reduce((sum, { content }) => sum + counter.count(content), schema);
}

interface BareRequest {
  readonly messages: readonly ChatMessage[];
  readonly answer: AnswerSchema;
}

const bareProposal = {
  prompt: '',
  tokens: 0,
  aim: 0,
  limit: 0,
  placeholders: [],
  findings: [],
  rejected: [],
} as const;

/** Every request with empty data. */
const bareRequests: Readonly<Record<PromptRole, BareRequest>> = {
  patch: { messages: proposalMessages({ ...bareProposal, operator: 'patch' }), answer: patchAnswer },
  stabilise: {
    messages: proposalMessages({ ...bareProposal, operator: 'stabilise' }),
    answer: rewriteAnswer,
  },
  diverge: { messages: proposalMessages({ ...bareProposal, operator: 'diverge' }), answer: rewriteAnswer },
  merge: {
    messages: proposalMessages({ ...bareProposal, operator: 'merge', other: '' }),
    answer: rewriteAnswer,
  },
  critique: { messages: critiqueMessages({ prompt: '', placeholders: [] }), answer: critiqueAnswer },
  'compare-prompts': {
    messages: comparisonMessages({ subject: 'prompts', task: '', a: '', b: '' }),
    answer: comparisonAnswer,
  },
  'compare-outputs': {
    messages: comparisonMessages({ subject: 'outputs', task: '', a: '', b: '' }),
    answer: comparisonAnswer,
  },
  requirements: { messages: requirementsMessages(''), answer: requirementsAnswer },
  coverage: { messages: coverageMessages({ prompt: '', requirements: [] }), answer: coverageAnswer },
  rubric: { messages: rubricMessages({ rubric: '', output: '' }), answer: rubricAnswer },
  reasoning: { messages: reasoningMessages({ task: '', output: '' }), answer: reasoningAnswer },
  cases: { messages: caseDraftMessages({ prompt: '', variables: [], count: 0 }), answer: caseDraftAnswer },
  explanations: { messages: explanationMessages([]), answer: explanationAnswer },
};
