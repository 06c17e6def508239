import type { PromptOpsError } from '../../../../../src/core/errors.ts';
import type { RunSettings } from '../../../../../src/core/model.ts';
import type { GroundingOptions } from '../../../../../src/core/data-room/grounding.ts';
import type { EvaluationCase } from '../../../../../src/core/evaluation/cases/evaluation-case.ts';
import { createMemoryCache } from '../../../../../src/core/models/cache.ts';
import { createRateLimiter } from '../../../../../src/core/models/rate-limit.ts';
import type { RunEvent } from '../../../../../src/core/pcv/events.ts';
import {
  createTeam,
  type RoleModel,
  type SharedAccess,
} from '../../../../../src/core/pcv/model-engine/model-team.ts';
import { optimizeWithModel } from '../../../../../src/core/pcv/model-engine/optimize-with-model.ts';
import { defaultRunSettings } from '../../../../../src/core/pcv/run-settings.ts';
import type { RunReport } from '../../../../../src/core/report/run-report.ts';
import { createOpenAiChatModel } from '../../../../../src/providers/openai-chat-model.ts';
import {
  startScriptedServer,
  type ReceivedRequest,
  type Script,
  type ScriptedReply,
  type ScriptedServer,
} from '../../../../support/scripted-server.ts';
import { judgeAnswer, roleOf } from '../../../../support/scripted-team.ts';
import { wordySupportPrompt } from '../../../../support/sample-prompts.ts';
import { loadTestCounter } from '../../../../support/token-counter.ts';

export const testKey = 'sk-test-0123456789abcdef';

interface RunOptions {
  readonly text?: string;
  readonly settings?: Partial<RunSettings>;
  readonly access?: Partial<RoleModel & SharedAccess>;
  readonly signal?: AbortSignal;
  readonly cases?: readonly EvaluationCase[];
  readonly caseProblems?: readonly string[];
  readonly grounding?: GroundingOptions;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface FinishedRun {
  readonly report: RunReport;
  readonly events: readonly RunEvent[];
  readonly requests: readonly ReceivedRequest[];
  readonly failure: PromptOpsError | null;
  readonly wallMs: number;
}

/** Loading the package takes part of a second, which is no part of a call's time; benchmarks have no such hook. */
(globalThis as { readonly before?: typeof before }).before?.(() => import('openai'));

/** Runs the model engine against a scripted server, over real HTTP; pauses between retries are cut short. */
export async function runModel(script: Script, options: RunOptions = {}): Promise<FinishedRun> {
  await using server = await startScriptedServer(script);
  return await runModelAt(server, options);
}

/** Runs the model engine against a server that is there already. */
export async function runModelAt(server: ScriptedServer, options: RunOptions = {}): Promise<FinishedRun> {
  const events: RunEvent[] = [];
  let failure: PromptOpsError | null = null;
  const startedAt = performance.now();
  const run = optimizeWithModel({
    run: 'test-run',
    prompt: { text: options.text ?? wordySupportPrompt, interpolations: [] },
    location: { file: 'prompt.txt', line: 1, name: null, form: 'file' },
    settings: { ...defaultRunSettings, engine: 'openai', ...options.settings },
    counter: loadTestCounter('o200k_base'),
    clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
    reencode: null,
    cases: options.cases ?? [],
    caseProblems: options.caseProblems ?? [],
    grounding: options.grounding,
    signal: options.signal ?? new AbortController().signal,
    team: createTeam(
      {
        provider: createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key: testKey }),
        limiter: createRateLimiter(),
        price: null,
        ...options.access,
      },
      {
        cache: createMemoryCache(),
        random: () => 0,
        timeouts: { firstTokenMs: 10_000, totalMs: 10_000 },
        retry: {
          retries: 3,
          timeoutRetries: 0,
          firstDelayMs: 1,
          longestDelayMs: 2,
          longestRetryAfterMs: 100,
        },
        onProviderFailed: (error) => {
          failure = error;
        },
        ...options.access,
      },
    ),
  });
  let report: RunReport | null = null;
  for await (const event of run) {
    events.push(event);
    options.onEvent?.(event);
    if (event.type === 'run-end') ({ report } = event);
  }
  if (report === null) throw new Error('The run ended without a report.');
  const { requests } = server;
  return { report, events, requests, failure, wallMs: performance.now() - startedAt };
}

/** The data of a proposal request: the fields of the user's message. */
export function dataOf(
  request: ReceivedRequest,
): Readonly<Record<string, unknown>> & { readonly prompt: string } {
  const { content } = request.body.messages.at(-1) ?? { content: '{}' };
  return JSON.parse(content) as Readonly<Record<string, unknown>> & { readonly prompt: string };
}

/** True for a request of the patch operator, false for one of a rewrite. */
export function asksForPatch(request: ReceivedRequest): boolean {
  return JSON.stringify(request.body.response_format).includes('"name":"patch"');
}

/** A rewrite of the sample prompt that holds its contract and is shorter. */
export const tidyRewrite = `You are a support agent for {{company}}.

Read the customer's message carefully to understand what they need. Keep your answers short.

- Never promise a refund.
- If you do not know the answer, say so.

Customer message:
{{message}}`;

/** A model that does its work well. */
export const goodModel: Script = (request) => goodAnswer(request);

export function goodAnswer(request: ReceivedRequest): ScriptedReply {
  if (roleOf(request) !== 'proposer') return judgeAnswer(request);
  const { prompt } = dataOf(request);
  const answer = asksForPatch(request)
    ? { edits: patchesFor(prompt) }
    : {
        prompt: tidyRewrite,
        reasons: [
          {
            quote: 'Due to the fact that customers are busy, please',
            why: 'Says it in fewer words.',
            kind: 'economy',
          },
        ],
      };
  return { kind: 'answer', text: JSON.stringify(answer) };
}

function patchesFor(prompt: string): readonly unknown[] {
  const edits = [
    {
      find: 'Due to the fact that customers are busy, please keep',
      replace: 'Keep',
      why: 'Drops the reason.',
      kind: 'economy',
    },
    { find: 'In the event that you', replace: 'If you', why: 'Shorter.', kind: 'economy' },
  ];
  return edits.filter(({ find }) => prompt.includes(find));
}
