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
import type { Outline } from '../../prompts/data-messages.ts';
import {
  groundedPatchAnswer,
  groundedRewriteAnswer,
  patchAnswer,
  rewriteAnswer,
} from '../../prompts/proposal-answers.ts';
import { proposalMessages } from '../../prompts/proposer-prompt.ts';
import type { TextWindow } from '../judges/text-window.ts';
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
  /** What the model takes at a time. */
  readonly window: TextWindow;
  /** What goes with each request. */
  readonly documents?: readonly GroundingPassage[];
}

/** The Proposer of the model engine: one call per candidate, all side by side; a call that fails is a missing candidate. */
export function createModelProposer(options: ModelProposerOptions): Proposer {
  const watch = createProviderWatch(options.model);
  return { propose: (request, work) => proposeRound(options, watch, request, work) };
}

async function* proposeRound(
  options: ModelProposerOptions,
  watch: ProviderWatch,
  request: ProposalRequest,
  { signal, chain }: Work,
): AsyncGenerator<Proposal, void> {
  const slots = planRound(request).flatMap((slot) => focusSlot(slot, options) ?? []);
  const answers = createQueue<SlotAnswer>();
  const asked = slots.map(async (slot) => {
    const own = chain.fork();
    answers.push({ ...(await askSlot(options, { slot, request, signal, chain: own })), chain: own });
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

interface SlotAsking {
  readonly slot: FocusedSlot;
  readonly request: ProposalRequest;
  readonly signal: AbortSignal;
  readonly chain: CallChain;
}

/** Asks for one candidate; where the endpoint refuses a text for its length, for one of a shorter section. */
async function askSlot(options: ModelProposerOptions, asking: SlotAsking): Promise<SlotRewrite> {
  const { model, originalTokens, documents = [], window } = options;
  const { request, signal, chain } = asking;
  for (let slot = asking.slot; ;) {
    const chat = chatRequest({
      ...request,
      slot: slot.asked,
      outline: slot.outline,
      originalTokens: lengthOf(slot, originalTokens),
      documents,
      window,
    });
    const result = await chain.follow(model).complete(chat, { signal });
    const shorter = isRefused(result, slot, window) ? focusSlot(slot.whole, options) : null;
    if (shorter === null) return readFocused(slot, result, documents);
    slot = shorter;
  }
}

/** Endpoints say in many ways that a request is too long; that they do not take it is all that they have in common. */
function isRefused(result: ChatResult, { asked }: FocusedSlot, window: TextWindow): boolean {
  const isBad = result.kind === 'failed' && result.failure.reason === 'bad-request';
  return isBad && window.refuse(asked.parent.member.tokens);
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
  readonly outline: Outline | undefined;
  readonly window: TextWindow;
}

function chatRequest(input: RequestInput): ChatRequest {
  const { slot, rejected, documents, outline, window } = input;
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
      outline,
    }),
    answer: answerForm(input),
    temperature: settings.temperature,
    maxOutputTokens: window.outputTokens + 2 * member.tokens,
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
