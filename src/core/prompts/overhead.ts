import type { AnswerSchema, ChatMessage, ChatRequest } from '../models/chat-model.ts';
import type { TokenCounter } from '../ports.ts';
import { caseDraftAnswer, caseDraftMessages } from './case-draft-prompt.ts';
import { comparisonAnswer, comparisonMessages } from './comparison-prompt.ts';
import { conversationMessages } from './conversation-prompt.ts';
import { coverageAnswer, coverageMessages } from './coverage-prompt.ts';
import { critiqueAnswer, critiqueMessages } from './critique-prompt.ts';
import { editsAnswer, editsMessages } from './edits-prompt.ts';
import { explanationAnswer, explanationMessages } from './explanation-prompt.ts';
import {
  groundedPatchAnswer,
  groundedRewriteAnswer,
  patchAnswer,
  rewriteAnswer,
} from './proposal-answers.ts';
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
  | 'explanations'
  | 'edits'
  | 'conversation'
  | `${'patch' | 'stabilise' | 'critique'}-grounded`
  | `${'patch' | 'stabilise' | 'critique' | 'compare-prompts' | 'requirements'}-section`;

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
      schema: answer === null ? 0 : counter.count(JSON.stringify(answer.schema)),
    },
  ]);
  return Object.fromEntries(entries) as Record<PromptRole, PromptOverhead>;
}

/** What the instructions of a run have cost so far, by the form of the answer that was asked for. */
export interface OverheadTally {
  add(request: Pick<ChatRequest, 'messages' | 'answer'>): void;
  summary(): {
    readonly calls: number;
    /** Tokens of instructions and schemas of all calls. */
    readonly tokens: number;
    readonly byForm: Readonly<Record<string, { readonly calls: number; readonly tokens: number }>>;
  };
}

/** Adds up the overhead of the requests of a run; equal instructions are counted once. */
export function createOverheadTally(counter: TokenCounter): OverheadTally {
  const known = new Map<string, number>();
  const byForm = new Map<string, { readonly calls: number; readonly tokens: number }>();
  const count = (text: string): number => {
    const tokens = known.get(text) ?? counter.count(text);
    known.set(text, tokens);
    return tokens;
  };
  return {
    add: ({ messages, answer }) => {
      const own = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
      const schema = answer === null ? [] : [JSON.stringify(answer.schema)];
      const form = answer?.name ?? 'text';
      const { calls, tokens } = byForm.get(form) ?? { calls: 0, tokens: 0 };
      const added = [...own, ...schema].reduce((sum, text) => sum + count(text), 0);
      byForm.set(form, { calls: calls + 1, tokens: tokens + added });
    },
    summary: () => {
      const forms = [...byForm.values()];
      return {
        calls: forms.reduce((sum, { calls }) => sum + calls, 0),
        tokens: forms.reduce((sum, { tokens }) => sum + tokens, 0),
        byForm: Object.fromEntries(byForm),
      };
    },
  };
}

interface BareRequest {
  readonly messages: readonly ChatMessage[];
  /** Null: the answer is plain text. */
  readonly answer: AnswerSchema | null;
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

/** Documents and outlines are data: of them only the frame counts. */
const documents = [{ title: '', section: '', text: '' }];
const outline: readonly string[] = [];
const bareComparison = { subject: 'prompts', task: '', a: '', b: '' } as const;

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
  'compare-prompts': { messages: comparisonMessages(bareComparison), answer: comparisonAnswer },
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
  edits: { messages: editsMessages({ prompt: '', placeholders: [], findings: [] }), answer: editsAnswer },
  conversation: {
    messages: conversationMessages({ prompt: '', placeholders: [], turns: [], question: '' }),
    answer: null,
  },
  'patch-grounded': {
    messages: proposalMessages({ ...bareProposal, operator: 'patch', documents }),
    answer: groundedPatchAnswer,
  },
  'stabilise-grounded': {
    messages: proposalMessages({ ...bareProposal, operator: 'stabilise', documents }),
    answer: groundedRewriteAnswer,
  },
  'critique-grounded': {
    messages: critiqueMessages({ prompt: '', placeholders: [], documents }),
    answer: critiqueAnswer,
  },
  'patch-section': {
    messages: proposalMessages({ ...bareProposal, operator: 'patch', outline }),
    answer: patchAnswer,
  },
  'stabilise-section': {
    messages: proposalMessages({ ...bareProposal, operator: 'stabilise', outline }),
    answer: rewriteAnswer,
  },
  'critique-section': {
    messages: critiqueMessages({ prompt: '', placeholders: [], outline }),
    answer: critiqueAnswer,
  },
  'compare-prompts-section': {
    messages: comparisonMessages({ ...bareComparison, outline }),
    answer: comparisonAnswer,
  },
  'requirements-section': { messages: requirementsMessages('', outline), answer: requirementsAnswer },
};
