import type * as z from 'zod/mini';
import type { AnswerSchema, ChatMessage, ChatResult } from '../../models/chat-model.ts';
import { parseAnswerJson } from '../../prompts/answer-json.ts';
import type { Judge, Judgement } from './judgement.ts';

/** One question with the form of its answer. */
export interface Question<Answer, Value> {
  readonly messages: readonly ChatMessage[];
  readonly answer: AnswerSchema;
  readonly schema: z.ZodMiniType<Answer>;
  /** What the answer comes to; null when it cannot be used, such as a score that is out of range. */
  readonly read: (answer: Answer) => Value | null;
  /** Texts that are looked at: an answer that only copies out of them is none. */
  readonly judged: readonly string[];
  /** Tokens that the answer itself may take. */
  readonly answerTokens: number;
  readonly temperature?: number;
  /** Which sample of the same question this is, from 0. */
  readonly repeat?: number;
}

/** Room for the thoughts of a reasoning model beside the answer, in tokens. */
const thinkingRoom = 4000;

/** Characters above which no model could take the request: it is not sent, rather than cut in silence. */
const longestRequest = 1_500_000;

/** Asks once. A failed call and an answer that cannot be used are both missing data; nothing is thrown. */
export async function askJudge<Answer, Value>(
  { model, signal, mostOutputTokens = Infinity }: Judge,
  question: Question<Answer, Value>,
): Promise<Judgement<Value>> {
  const { messages, answer, answerTokens, temperature = 0, repeat = 0 } = question;
  const size = messages.reduce((sum, { content }) => sum + content.length, 0);
  if (size > longestRequest) return tooLong;
  const maxOutputTokens = Math.min(mostOutputTokens, thinkingRoom + answerTokens);
  const request = { messages, answer, temperature, maxOutputTokens, repeat };
  return readResult(question, await model.complete(request, { signal }));
}

const tooLong: Judgement<never> = {
  value: null,
  failures: [{ reason: 'bad-request', detail: 'The texts are too long to be judged at once.' }],
  calls: 0,
  criticalPathMs: 0,
};

function readResult<Answer, Value>(question: Question<Answer, Value>, result: ChatResult): Judgement<Value> {
  const calls = { calls: 1, criticalPathMs: result.latencyMs };
  if (result.kind === 'failed') return { ...calls, value: null, failures: [result.failure] };
  const answer = readAnswer(question, result.text);
  return answer.kind === 'unusable'
    ? { ...calls, value: null, failures: [{ reason: 'invalid-answer', detail: answer.detail }] }
    : { ...calls, value: answer.value, failures: [] };
}

type ReadAnswer<Value> =
  { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'unusable'; readonly detail: string };

function readAnswer<Answer, Value>(
  { schema, read, judged }: Question<Answer, Value>,
  text: string,
): ReadAnswer<Value> {
  const json = parseAnswerJson(text);
  if (json === undefined) return unusable('The answer holds no JSON object.');
  const object = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  if (judged.some((data) => data.includes(object))) {
    return unusable('The answer is copied from the text that it is about.');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) return unusable('The answer is not of the form that was asked for.');
  const value = read(parsed.data);
  return value === null ? unusable('The answer holds values out of their range.') : { kind: 'read', value };
}

function unusable(detail: string): { readonly kind: 'unusable'; readonly detail: string } {
  return { kind: 'unusable', detail };
}
