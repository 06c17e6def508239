import type { ChatFailure } from '../core/models/chat-model.ts';
import { oneLine, redact } from '../core/models/redact.ts';

/** What can be read of an error of the openai package without importing its classes. */
interface ErrorParts {
  readonly message: string;
  readonly status: number | null;
  readonly code: string | null;
  readonly headers: Headers | null;
}

/** The failure behind whatever the openai package threw. The result holds no key. */
export function describeApiError(error: unknown, key: string | null): ChatFailure {
  const parts = partsOf(error);
  const detail = oneLine(redact(withoutPage(parts), key));
  if (parts.status !== null) return failureOfStatus({ ...parts, status: parts.status }, detail);
  // An error inside a stream that had begun with status 200 is what the endpoint says of itself.
  if (parts.code === 'rate_limit_exceeded') return { reason: 'rate-limited', retryAfterMs: null, detail };
  return { reason: 'network', detail: oneLine(redact(withCause(error, parts.message), key)) };
}

/** The complaint of an endpoint that takes the request for malformed, in lower case; null for other errors. */
export function complaintOf(error: unknown): string | null {
  const { status, code, message } = partsOf(error);
  if ((status !== 400 && status !== 422) || finalCodes.has(code ?? '')) return null;
  const parameter = isRecord(error) && typeof error['param'] === 'string' ? error['param'] : '';
  return `${parameter} ${message}`.toLowerCase();
}

/** What another way of asking would not change. */
const finalCodes: ReadonlySet<string> = new Set([
  'content_filter',
  'content_policy_violation',
  'model_not_found',
]);

function failureOfStatus(
  { status, code, headers }: ErrorParts & { readonly status: number },
  detail: string,
): ChatFailure {
  switch (status) {
    case 401:
    case 402:
    case 403:
      return { reason: 'auth', detail };
    case 408:
      return { reason: 'timeout', detail };
    case 429:
      // A used up quota does not come back by waiting.
      if (code === 'insufficient_quota') return { reason: 'auth', detail };
      return { reason: 'rate-limited', retryAfterMs: retryAfterMs(headers), detail };
    default:
      // Azure turns a prompt down by this code before any model sees it.
      if (code === 'content_filter' || code === 'content_policy_violation') {
        return { reason: 'content-filter', detail };
      }
      if (status < 500) return { reason: 'bad-request', detail };
      return { reason: 'overloaded', retryAfterMs: retryAfterMs(headers), detail };
  }
}

/** The pause that an endpoint asks for, in milliseconds: `retry-after-ms`, or `Retry-After` in seconds or as a date. */
export function retryAfterMs(headers: Headers | null, now: number = Date.now()): number | null {
  const exact = numberOf(headers?.get('retry-after-ms'));
  if (exact !== null) return exact;
  const header = headers?.get('retry-after');
  const seconds = numberOf(header);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(header ?? '');
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** The headers of whatever the openai package threw; null when there was no answer. */
export function headersOf(error: unknown): Headers | null {
  return partsOf(error).headers;
}

/** Proxies answer with a page: its status says more than its mark-up. */
function withoutPage({ status, message }: ErrorParts): string {
  return /<(?:!doctype|html)\b/i.test(message)
    ? `${status ?? ''} The endpoint answered with a web page.`.trim()
    : message;
}

function numberOf(header: string | null | undefined): number | null {
  if (header === null || header === undefined || header.trim() === '') return null;
  const value = Number(header);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

function partsOf(error: unknown): ErrorParts {
  if (!isRecord(error)) return { message: String(error), status: null, code: null, headers: null };
  const { status, code, headers, message } = error;
  return {
    message: typeof message === 'string' ? message : 'The call failed.',
    status: typeof status === 'number' ? status : statusIn(code),
    code: typeof code === 'string' ? code : null,
    headers: headers instanceof Headers ? headers : null,
  };
}

/** OpenRouter has the status as the code of an error, also inside a stream that began with 200. */
function statusIn(code: unknown): number | null {
  return typeof code === 'number' && code >= 400 && code < 600 ? code : null;
}

/** "Connection error." alone helps nobody: the cause says what happened. */
function withCause(error: unknown, message: string): string {
  let text = message;
  let cause = isRecord(error) ? error['cause'] : undefined;
  for (let depth = 0; depth < 3 && cause instanceof Error; depth += 1) {
    if (cause.message !== '' && !text.includes(cause.message)) text += ` ${cause.message}`;
    const code: unknown = 'code' in cause ? cause.code : undefined;
    if (typeof code === 'string' && !text.includes(code)) text += ` (${code})`;
    cause = cause.cause;
  }
  return text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
