import { extractContract } from '../../contract/contract.ts';
import type { Candidate, RunSettings } from '../../model.ts';
import type { ChatFailure, ChatModel, ChatRequest, ChatResult } from '../../models/chat-model.ts';
import type { CallChain } from '../../models/call-chain.ts';
import { patchAnswer, rewriteAnswer } from '../../prompts/proposal-answers.ts';
import { proposalMessages } from '../../prompts/proposer-prompt.ts';
import type { ProposalRequest, Proposer } from '../modules.ts';
import { labelOf, lengthsOf, planRound, type ProposalSlot } from './plan-round.ts';
import { createProviderWatch, type ProviderWatch } from './provider-watch.ts';
import { readProposal } from './read-proposal.ts';

export interface ModelProposerOptions {
  /** With all its decorators. */
  readonly model: ChatModel;
  readonly chain: CallChain;
  readonly originalTokens: number;
}

/** Room for the thoughts of a reasoning model beside the answer, in tokens. */
const thinkingRoom = 4000;

/** The Proposer of the model engine: one call per candidate, all side by side; a call that fails is a missing candidate. */
export function createModelProposer(options: ModelProposerOptions): Proposer {
  const watch = createProviderWatch(options.model);
  return { propose: (request, signal) => proposeRound(options, watch, request, signal) };
}

async function proposeRound(
  { model, chain, originalTokens }: ModelProposerOptions,
  watch: ProviderWatch,
  request: ProposalRequest,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const slots = planRound(request);
  const followed = chain.follow(model);
  const results = await Promise.all(
    slots.map((slot) => followed.complete(chatRequest({ slot, originalTokens, ...request }), { signal })),
  );
  signal.throwIfAborted();
  const proposals = slots.map((slot, index) => readSlot(slot, results[index]));
  watch.endRound(
    proposals.flatMap(({ failure }) => failure ?? []),
    proposals.length,
  );
  const texts = new Set(request.knownTexts);
  return proposals.flatMap(({ slot, rewrite }) => {
    if (rewrite === null || texts.has(rewrite.text)) return [];
    texts.add(rewrite.text);
    return [toCandidate(slot, rewrite, request.round)];
  });
}

interface RequestInput extends ProposalRequest {
  readonly slot: ProposalSlot;
  readonly originalTokens: number;
}

function chatRequest(input: RequestInput): ChatRequest {
  const { slot, rejected } = input;
  const { member, prompt, findings } = slot.parent;
  const settings: RunSettings = input.settings;
  return {
    messages: proposalMessages({
      operator: slot.operator,
      prompt: prompt.text,
      tokens: member.tokens,
      ...lengthsOf({ slot, settings, originalTokens: input.originalTokens }),
      placeholders: extractContract(prompt).placeholders.map(({ text }) => text),
      findings,
      rejected: rejected.map(({ rejection, detail }) => `${rejection}: ${detail}`),
    }),
    answer: slot.operator === 'patch' ? patchAnswer : rewriteAnswer,
    temperature: settings.temperature,
    maxOutputTokens: thinkingRoom + 2 * member.tokens,
    repeat: slot.repeat,
  };
}

interface Proposal {
  readonly slot: ProposalSlot;
  /** Null when the answer holds no rewrite, or there is no answer. */
  readonly rewrite: { readonly text: string; readonly edits: Candidate['steps'][number] } | null;
  readonly failure: ChatFailure | null;
}

function readSlot(slot: ProposalSlot, result: ChatResult | undefined): Proposal {
  if (result === undefined) return { slot, rewrite: null, failure: null };
  if (result.kind === 'failed') return { slot, rewrite: null, failure: result.failure };
  const proposal = readProposal(slot, result.text);
  return proposal.kind === 'invalid'
    ? { slot, rewrite: null, failure: { reason: 'invalid-answer', detail: proposal.detail } }
    : { slot, rewrite: proposal.rewrite, failure: null };
}

function toCandidate(
  slot: ProposalSlot,
  { text, edits }: NonNullable<Proposal['rewrite']>,
  round: number,
): Candidate {
  const { parent, id } = slot;
  return {
    id,
    round,
    parentIds: [parent.member.id],
    operator: labelOf(slot),
    text,
    steps: [...parent.steps, edits],
  };
}
