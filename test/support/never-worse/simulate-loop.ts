import type { EvaluationCase } from '../../../src/core/evaluation/cases/evaluation-case.ts';
import { createRandom } from '../../../src/core/evaluation/random.ts';
import type { RunSettings } from '../../../src/core/model.ts';
import { createMemoryCache } from '../../../src/core/models/cache.ts';
import type { ChatModel, ChatRequest } from '../../../src/core/models/chat-model.ts';
import { createRateLimiter } from '../../../src/core/models/rate-limit.ts';
import { createTeam } from '../../../src/core/pcv/model-engine/model-team.ts';
import { optimizeWithModel } from '../../../src/core/pcv/model-engine/optimize-with-model.ts';
import { defaultRunSettings } from '../../../src/core/pcv/run-settings.ts';
import type { RunReport } from '../../../src/core/report/run-report.ts';
import type { ReceivedRequest } from '../scripted-server.ts';
import { judgeAnswer, roleOf } from '../scripted-team.ts';
import { wordySupportPrompt } from '../sample-prompts.ts';
import { loadTestCounter } from '../token-counter.ts';
import { hash } from './simulated-world.ts';
import type { WorldKind } from './world-kinds.ts';

/** A rewrite of the original that holds its contract. */
const rewrite = `You are a support agent for {{company}}.

Read the customer's message carefully to understand what they need. Keep your answers short.

- Never promise a refund.
- If you do not know the answer, say so.

Customer message:
{{message}}`;

interface LoopSimulation {
  /** One whose scores are passes and failures. */
  readonly kind: WorldKind;
  readonly seed: number;
  readonly cases: number;
  /** What every candidate is truly better by, in points. */
  readonly gain: number;
}

/** One run of the real loop with models in this process: a proposer of shorter texts, and a target of known quality. */
export async function simulateLoop({ kind, seed, cases: count, gain }: LoopSimulation): Promise<RunReport> {
  const random = createRandom(seed);
  const qualities = Array.from({ length: count }, () => kind.drawQuality(random));
  const provider = simulatedModel({ kind, seed, gain: gain / 100, qualities });
  const settings: RunSettings = {
    ...defaultRunSettings,
    engine: 'openai',
    operators: ['stabilise', 'diverge'],
  };
  const run = optimizeWithModel({
    run: `run-${seed}`,
    prompt: { text: wordySupportPrompt, interpolations: [] },
    location: { file: 'prompt.txt', line: 1, name: null, form: 'file' },
    settings,
    counter: loadTestCounter('o200k_base'),
    clock: { now: () => 0, monotonicMs: () => 0 },
    reencode: null,
    cases: qualities.map((_, index) => caseOf(index)),
    signal: new AbortController().signal,
    team: createTeam(
      { provider, limiter: createRateLimiter(), price: null },
      { cache: createMemoryCache(), random: () => 0 },
    ),
  });
  for await (const event of run) if (event.type === 'run-end') return event.report;
  throw new Error('The run ended without a report.');
}

function caseOf(index: number): EvaluationCase {
  const passes = {
    type: 'contains',
    value: 'yes',
    weight: 1,
    isNegated: false,
    metric: null,
    place: null,
  } as const;
  return {
    id: `case-${index}`,
    description: null,
    vars: { company: 'ACME', message: `Question ${index}.` },
    assertions: [passes],
    threshold: null,
    source: null,
    place: null,
    isSynthetic: false,
  };
}

interface SimulatedTruth {
  readonly kind: WorldKind;
  readonly seed: number;
  readonly gain: number;
  readonly qualities: readonly number[];
}

function simulatedModel(truth: SimulatedTruth): ChatModel {
  let proposals = 0;
  const answerTo = (request: ChatRequest): string => {
    const body = {
      messages: request.messages,
      response_format: { json_schema: { name: request.answer?.name ?? 'output' } },
    };
    const received = { body } as unknown as ReceivedRequest;
    const role = roleOf(received);
    if (role === 'target') return outputFor(request, truth);
    if (role === 'proposer') return proposal((proposals += 1));
    const reply = judgeAnswer(received);
    return reply.kind === 'answer' ? reply.text : '';
  };
  return {
    name: 'simulated',
    endpoint: 'https://simulated.test',
    complete: (request, call) => {
      call.beforeRequest?.();
      return Promise.resolve({
        kind: 'answered',
        text: answerTo(request),
        usage: { inputTokens: 100, cachedInputTokens: 0, outputTokens: 10 },
        finishReason: 'stop',
        latencyMs: 0,
        source: 'model',
      });
    },
  };
}

/** Passes with the true quality of the case; whatever is not the original has the gain on top. */
function outputFor(
  { messages, repeat }: ChatRequest,
  { kind, seed, gain, qualities }: SimulatedTruth,
): string {
  const text = messages.map(({ content }) => content).join('\n');
  const quality = qualities[Number(/Question (\d+)/.exec(text)?.[1])] ?? 0;
  const random = createRandom(hash(`${seed} move ${text}`));
  const truth = text.includes('Due to the fact') ? quality : kind.moveQuality({ quality, gain, random });
  const sample = kind.isRepeatable ? 0 : repeat;
  return createRandom(hash(`${seed} ${sample} ${text}`))() < truth ? 'yes' : 'no';
}

/** A text of its own each time that holds the contract and is shorter. */
function proposal(count: number): string {
  const word = ['short', 'brief', 'concise', 'plain', 'direct', 'crisp', 'clear'][count % 7] ?? 'short';
  const place = ['always', 'here', 'throughout', 'each time', 'in every case'][count % 5] ?? 'always';
  const reason = { quote: 'Due to the fact that', why: 'Says it in fewer words.', kind: 'economy' };
  return JSON.stringify({ prompt: rewrite.replace('short.', `${word} ${place}.`), reasons: [reason] });
}
