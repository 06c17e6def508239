import { extractContract } from '../../contract/contract.ts';
import type { GroundingPassage } from '../../data-room/grounding.ts';
import type { Candidate, RunSettings } from '../../model.ts';
import type {
  AnswerSchema,
  ChatFailure,
  ChatModel,
  ChatRequest,
  ChatResult,
} from '../../models/chat-model.ts';
import type { CallChain } from '../../models/call-chain.ts';
import type { TokenCounter } from '../../ports.ts';
import {
  groundedPatchAnswer,
  groundedRewriteAnswer,
  patchAnswer,
  rewriteAnswer,
} from '../../prompts/proposal-answers.ts';
import { proposalMessages } from '../../prompts/proposer-prompt.ts';
import type { Proposal, ProposalRequest, Proposer, Work } from '../modules.ts';
import { createQueue } from '../queue.ts';
import { focusSlot, widenRewrite, type FocusedSlot } from './focus-slot.ts';
import { labelOf, lengthsOf, planRound, type ProposalSlot } from './plan-round.ts';
import { createProviderWatch, type ProviderWatch } from './provider-watch.ts';
import { readProposal } from './read-proposal.ts';

export interface ModelProposerOptions {
  /** With all its decorators. */
  readonly model: ChatModel;
  readonly originalTokens: number;
  readonly counter: TokenCounter;
  /** Tokens that the model takes at a time; absent: unknown. */
  readonly contextTokens?: number | undefined;
  /** What goes with each request. */
  readonly documents?: readonly GroundingPassage[];
}

/** Room for the thoughts of a reasoning model beside the answer, in tokens. */
const thinkingRoom = 4000;

/** The Proposer of the model engine: one call per candidate, all side by side; a call that fails is a missing candidate. */
export function createModelProposer(options: ModelProposerOptions): Proposer {
  const watch = createProviderWatch(options.model);
  return { propose: (request, work) => proposeRound(options, watch, request, work) };
}

async function* proposeRound(
  { model, originalTokens, documents = [], ...focus }: ModelProposerOptions,
  watch: ProviderWatch,
  request: ProposalRequest,
  { signal, chain }: Work,
): AsyncGenerator<Proposal, void> {
  const slots = planRound(request).flatMap((slot) => focusSlot(slot, focus) ?? []);
  const answers = createQueue<SlotAnswer>();
  const asked = slots.map(async (slot) => {
    const own = chain.fork();
    const chat = chatRequest({
      ...request,
      slot: slot.asked,
      originalTokens: lengthOf(slot, originalTokens),
      documents,
    });
    const result = await own.follow(model).complete(chat, { signal });
    answers.push({ ...readFocused(slot, result, documents), chain: own });
  });
  void Promise.all(asked).then(
    () => answers.close(),
    (error: unknown) => answers.close(error instanceof Error ? error : new Error(String(error))),
  );
  const failures: ChatFailure[] = [];
  for await (const { slot, rewrite, failure, chain: own } of answers) {
    signal.throwIfAborted();
    chain.join(own);
    if (failure !== null) failures.push(failure);
    if (rewrite === null || request.knownTexts.has(rewrite.text)) continue;
    yield { candidate: toCandidate(slot, rewrite, request.round), chain: own };
  }
  signal.throwIfAborted();
  watch.endRound(failures, slots.length);
}

/** A section may not grow beyond its own length, as a whole text may not beyond the original's. */
function lengthOf({ asked, span }: FocusedSlot, originalTokens: number): number {
  return span === null ? originalTokens : asked.parent.member.tokens;
}

function readFocused(
  slot: FocusedSlot,
  result: ChatResult,
  documents: readonly GroundingPassage[],
): SlotRewrite {
  const { rewrite, failure } = readSlot(slot.asked, result, documents);
  return { slot: slot.whole, failure, rewrite: rewrite === null ? null : widenRewrite(slot, rewrite) };
}

interface SlotAnswer extends SlotRewrite {
  readonly chain: CallChain;
}

interface RequestInput extends ProposalRequest {
  readonly slot: ProposalSlot;
  readonly originalTokens: number;
  readonly documents: readonly GroundingPassage[];
}

function chatRequest(input: RequestInput): ChatRequest {
  const { slot, rejected, documents } = input;
  const { member, prompt, findings } = slot.parent;
  const settings: RunSettings = input.settings;
  return {
    messages: proposalMessages({
      operator: slot.operator,
      prompt: prompt.text,
      ...(slot.other === null ? {} : { other: slot.other.prompt.text }),
      tokens: member.tokens,
      ...lengthsOf({ slot, settings, originalTokens: input.originalTokens }),
      placeholders: extractContract(prompt).placeholders.map(({ text }) => text),
      findings,
      rejected: rejected.map(({ rejection, detail }) => `${rejection}: ${detail}`),
      documents,
    }),
    answer: answerForm(input),
    temperature: settings.temperature,
    maxOutputTokens: thinkingRoom + 2 * member.tokens,
    repeat: slot.repeat,
  };
}

function answerForm({ slot, documents }: RequestInput): AnswerSchema {
  if (documents.length === 0) return slot.operator === 'patch' ? patchAnswer : rewriteAnswer;
  return slot.operator === 'patch' ? groundedPatchAnswer : groundedRewriteAnswer;
}

interface SlotRewrite {
  readonly slot: ProposalSlot;
  /** Null when the answer holds no rewrite, or there is no answer. */
  readonly rewrite: { readonly text: string; readonly edits: Candidate['steps'][number] } | null;
  readonly failure: ChatFailure | null;
}

function readSlot(
  slot: ProposalSlot,
  result: ChatResult,
  documents: readonly GroundingPassage[],
): SlotRewrite {
  if (result.kind === 'failed') return { slot, rewrite: null, failure: result.failure };
  const proposal = readProposal(slot, result.text, documents);
  return proposal.kind === 'invalid'
    ? { slot, rewrite: null, failure: { reason: 'invalid-answer', detail: proposal.detail } }
    : { slot, rewrite: proposal.rewrite, failure: null };
}

function toCandidate(
  slot: ProposalSlot,
  { text, edits }: NonNullable<SlotRewrite['rewrite']>,
  round: number,
): Candidate {
  const { parent, other, id } = slot;
  return {
    id,
    round,
    parentIds: [parent, other].flatMap((text) => text?.member.id ?? []),
    operator: labelOf(slot),
    text,
    steps: [...parent.steps, edits],
  };
}
