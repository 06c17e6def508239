import { PromptOpsError } from '../../core/errors.ts';

/** What was to be done when GitHub did not do it. */
export type GistTask = 'create' | 'read' | 'delete';

const tasks: Readonly<Record<GistTask, string>> = {
  create: 'The link could not be made',
  read: 'The shared history could not be fetched',
  delete: 'The link could not be revoked',
};

interface Answer {
  readonly status: number;
  readonly headers: Headers;
}

/** The failure behind an answer that is no success, in a sentence of its own for each kind. */
export function failureOfAnswer(task: GistTask, { status, headers }: Answer): PromptOpsError {
  if (status === 401) {
    return failed(task, 'GitHub does not accept the sign-in any more', 'Sign in to GitHub again and retry.');
  }
  if (status === 429 || (status === 403 && isRateLimit(headers))) {
    return failed(task, 'GitHub’s limit of requests is used up', waitUntil(headers));
  }
  if (status === 403) {
    return failed(
      task,
      'GitHub refused it: the account or its organization does not allow gists',
      'Sign in with another account, or use Export History instead.',
    );
  }
  if (status === 404) {
    return failed(
      task,
      'there is no such gist',
      'It may have been revoked: ask whoever shared it for a new link.',
    );
  }
  if (status === 422) {
    return failed(task, 'GitHub did not accept the content', 'Share fewer versions, or use Export History.');
  }
  return failed(task, `GitHub answered with status ${status}`, 'Try again later.');
}

/** The failure when no whole answer came. */
export function failureOfConnection(task: GistTask, cause: unknown): PromptOpsError {
  const isTimeout = cause instanceof Error && cause.name === 'TimeoutError';
  return isTimeout
    ? failed(task, 'GitHub did not answer in time', 'Check the connection and try again.', cause)
    : failed(task, 'GitHub cannot be reached', 'Check the connection and the proxy settings.', cause);
}

export function failed(task: GistTask, why: string, nextStep: string, cause?: unknown): PromptOpsError {
  return new PromptOpsError({
    reason: 'sharing-failed',
    message: `${tasks[task]}: ${why}.`,
    nextStep,
    cause,
  });
}

function isRateLimit(headers: Headers): boolean {
  return headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after');
}

/** GitHub says when the limit starts anew, in seconds since the epoch. */
function waitUntil(headers: Headers): string {
  const resetMs = Number(headers.get('x-ratelimit-reset')) * 1000;
  if (!(resetMs > 0 && resetMs < 8.64e15)) return 'Wait a while and try again.';
  return `Try again after ${new Date(resetMs).toISOString().slice(11, 16)} UTC.`;
}
