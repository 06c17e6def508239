import type { ChatFailure, ChatModel, ChatRequest } from '../../../../../src/core/models/chat-model.ts';
import type { Check } from '../../../../../src/core/model.ts';
import {
  askCoverage,
  checkCoverage,
  type CoverageInput,
} from '../../../../../src/core/pcv/judges/check-coverage.ts';
import { settled, type Judge, type Judgement } from '../../../../../src/core/pcv/judges/judgement.ts';
import { createOpenAiChatModel } from '../../../../../src/providers/openai-chat-model.ts';
import {
  startScriptedServer,
  type ReceivedRequest,
  type Script,
} from '../../../../support/scripted-server.ts';

/** The fields of a request's data. */
export type JudgedData = Readonly<Record<string, unknown>>;

/** What a test's model says: an object as JSON, a text as it is, or a failure. */
export type Said =
  { readonly json: unknown } | { readonly text: string } | { readonly failure: ChatFailure['reason'] };

export interface TestJudge extends Judge {
  readonly requests: readonly ChatRequest[];
}

/** A judge in this process that answers by the data and the number of the call. */
export function judgeThat(say: (data: JudgedData, index: number, request: ChatRequest) => Said): TestJudge {
  const requests: ChatRequest[] = [];
  const model: ChatModel = {
    name: 'test',
    endpoint: 'test:',
    complete: async (request) => {
      const index = requests.push(request) - 1;
      await Promise.resolve();
      const said = say(dataOf(request.messages), index, request);
      if ('failure' in said) {
        const failure = { reason: said.failure, detail: 'Scripted.', retryAfterMs: null } as ChatFailure;
        return { kind: 'failed', failure, latencyMs: 10 };
      }
      const text = 'text' in said ? said.text : JSON.stringify(said.json);
      return { kind: 'answered', text, usage: null, finishReason: 'stop', latencyMs: 10, source: 'model' };
    },
  };
  return { model, signal: new AbortController().signal, requests };
}

/** Runs an action with a judge behind real HTTP; the script decides each reply. */
export async function withServerJudge<Result>(
  script: Script,
  run: (judge: Judge, requests: readonly ReceivedRequest[]) => Promise<Result>,
): Promise<Result> {
  await using server = await startScriptedServer(script);
  const model = createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key: null });
  return await run({ model, signal: new AbortController().signal }, server.requests);
}

/** Looks for requirements in the whole of a candidate, as one call. */
export async function coverWhole(judge: Judge, input: CoverageInput): Promise<Judgement<readonly Check[]>> {
  let asked: Judgement<unknown> = settled(null);
  const checks = await checkCoverage(input, async (open) => {
    const judgement = await askCoverage(judge, input.candidate, open);
    asked = judgement;
    return judgement.value ?? new Map<string, never>();
  });
  return { ...asked, value: checks };
}

/** The data of a request: its user's message. */
export function dataOf(messages: readonly { readonly role: string; readonly content: string }[]): JudgedData {
  return JSON.parse(messages.find(({ role }) => role === 'user')?.content ?? '{}') as JudgedData;
}
