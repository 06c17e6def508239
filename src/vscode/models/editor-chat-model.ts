import * as vscode from 'vscode';
import {
  cancelled,
  failed,
  type ChatCall,
  type ChatFailure,
  type ChatModel,
  type ChatRequest,
  type ChatResult,
  type ChatUsage,
} from '../../core/models/chat-model.ts';
import { schemaInWords } from '../../core/models/schema-in-words.ts';
import { oneLine, redact } from '../../core/models/redact.ts';

/** Longest time that counting tokens may take; the core counts for itself then. */
const countLimitMs = 1000;

/** A language model that another extension offers in this editor, by the same interface as all others. */
export function createEditorChatModel(chat: vscode.LanguageModelChat): ChatModel {
  let isCounterTrusted: Promise<boolean> | undefined;
  return {
    name: editorModelName(chat),
    endpoint: `vscode.lm/${chat.vendor}`,
    complete: async (request, call) => {
      const startedAt = performance.now();
      const result = await ask(chat, request, call);
      const latencyMs = performance.now() - startedAt;
      if (result.kind === 'failed') return { ...result, latencyMs };
      isCounterTrusted ??= countsTokens(chat);
      const usage = (await isCounterTrusted) ? await usageOf(chat, request, result.text) : null;
      return { ...result, usage, latencyMs };
    },
  };
}

/** `vendor/id`: what the settings name an editor's model by. */
export function editorModelName({ vendor, id }: Pick<vscode.LanguageModelChat, 'vendor' | 'id'>): string {
  return `${vendor}/${id}`;
}

async function ask(
  chat: vscode.LanguageModelChat,
  request: ChatRequest,
  call: ChatCall,
): Promise<ChatResult> {
  const refusal = call.beforeRequest?.() ?? null;
  if (refusal !== null) return failed(refusal);
  const source = new vscode.CancellationTokenSource();
  let cancel: () => void = () => undefined;
  // A model that ignores its token must not hold the run up.
  const aborted = new Promise<ChatResult>((resolve) => {
    cancel = () => {
      source.cancel();
      resolve(cancelled());
    };
  });
  if (call.signal.aborted) cancel();
  call.signal.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([aborted, stream(chat, request, { call, token: source.token })]);
  } catch (error) {
    return source.token.isCancellationRequested ? cancelled() : failed(failureOf(error));
  } finally {
    call.signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}

interface Asking {
  readonly call: ChatCall;
  readonly token: vscode.CancellationToken;
}

async function stream(
  chat: vscode.LanguageModelChat,
  request: ChatRequest,
  { call, token }: Asking,
): Promise<ChatResult> {
  const response = await chat.sendRequest([toMessage(request)], optionsOf(request), token);
  const parts: string[] = [];
  for await (const part of response.text) {
    if (parts.length === 0) call.onFirstToken?.();
    parts.push(part);
    call.onText?.(part);
  }
  if (call.signal.aborted) return cancelled();
  const text = parts.join('');
  if (text.trim() === '') return failed({ reason: 'invalid-answer', detail: 'The answer is empty.' });
  return { kind: 'answered', text, usage: null, finishReason: 'unknown', latencyMs: 0, source: 'model' };
}

/** There are no system messages here: instructions open the one message of the user. */
function toMessage(request: ChatRequest): vscode.LanguageModelChatMessage {
  return vscode.LanguageModelChatMessage.User(foldMessages(request));
}

/** The messages of a request as one text: instructions first, then the form of the answer, then the data. */
export function foldMessages({ messages, answer }: Pick<ChatRequest, 'messages' | 'answer'>): string {
  const of = (wanted: 'system' | 'user'): readonly string[] =>
    messages.filter(({ role }) => role === wanted).map(({ content }) => content);
  const form = answer === null ? [] : [schemaInWords(answer)];
  return [...of('system'), ...form, ...of('user')].join('\n\n');
}

function optionsOf({ temperature, maxOutputTokens }: ChatRequest): vscode.LanguageModelChatRequestOptions {
  return {
    justification: vscode.l10n.t('PromptOps rewrites and judges the prompt that you chose.'),
    modelOptions: { max_tokens: maxOutputTokens, ...(temperature === null ? {} : { temperature }) },
  };
}

/** The failure behind what the editor or the model's extension threw; recognised by its code, never by its words. */
export function failureOf(error: unknown): ChatFailure {
  const message = error instanceof Error ? error.message : String(error);
  const detail = oneLine(redact(message, null));
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  switch (code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return {
        reason: 'auth',
        detail: withDefault(detail, 'You have not allowed PromptOps to use this model.'),
      };
    case vscode.LanguageModelError.Blocked.name:
      // Quotas of these models come back after hours or days: nothing that a run could wait for.
      return { reason: 'auth', detail: withDefault(detail, 'The quota of this model is used up.') };
    case vscode.LanguageModelError.NotFound.name:
      return { reason: 'bad-request', detail: withDefault(detail, 'The editor has no such model any more.') };
    default:
      return { reason: 'network', detail: withDefault(detail, 'The model failed without a reason.') };
  }
}

function withDefault(detail: string, fallback: string): string {
  return detail === '' ? fallback : detail;
}

/** Two texts of very different length: a counter that takes them for equally long is a stub, and some are. */
const shortProbe = 'a';
const longProbe = 'The quick brown fox jumps over the lazy dog, and then it does so again and again.';

async function countsTokens(chat: vscode.LanguageModelChat): Promise<boolean> {
  const [short, long] = await Promise.all([count(chat, shortProbe), count(chat, longProbe)]);
  return short !== null && long !== null && short > 0 && long > short;
}

async function usageOf(
  chat: vscode.LanguageModelChat,
  request: ChatRequest,
  text: string,
): Promise<ChatUsage | null> {
  const [inputTokens, outputTokens] = await Promise.all([
    count(chat, foldMessages(request)),
    count(chat, text),
  ]);
  if (inputTokens === null || outputTokens === null) return null;
  return { inputTokens, cachedInputTokens: 0, outputTokens };
}

async function count(chat: vscode.LanguageModelChat, text: string): Promise<number | null> {
  const source = new vscode.CancellationTokenSource();
  const timer = setTimeout(() => source.cancel(), countLimitMs);
  const late = new Promise<null>((resolve) => source.token.onCancellationRequested(() => resolve(null)));
  try {
    const tokens = await Promise.race([chat.countTokens(text, source.token), late]);
    return typeof tokens === 'number' && Number.isFinite(tokens) && tokens >= 0 ? tokens : null;
  } catch {
    // A model without a tokenizer is counted by ours, as an estimate.
    return null;
  } finally {
    clearTimeout(timer);
    source.dispose();
  }
}
