/** Every way in which PromptOps can fail that a person may have to act on. */
export type FailureReason =
  | 'file-not-found'
  | 'file-unreadable'
  | 'file-too-large'
  | 'not-text'
  | 'empty-prompt'
  | 'no-prompt-here'
  | 'unsupported-language'
  | 'invalid-argument'
  | 'invalid-tests'
  | 'document-changed'
  | 'not-expressible'
  | 'contract-broken'
  | 'history-unavailable'
  | 'provider-failed'
  | 'sharing-failed'
  | 'missing-resource'
  | 'cancelled';

interface FailureDetails {
  readonly reason: FailureReason;
  /** What happened, and to what: a sentence with its full stop. */
  readonly message: string;
  /** What to do next: a sentence with its full stop. */
  readonly nextStep: string;
  readonly cause?: unknown;
}

const brand = Symbol.for('promptops.failure');

/** The one error class that PromptOps throws on purpose; anything else that is thrown is a bug. */
export class PromptOpsError extends Error {
  readonly [brand] = true;
  readonly reason: FailureReason;
  readonly nextStep: string;

  constructor({ reason, message, nextStep, cause }: FailureDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PromptOpsError';
    this.reason = reason;
    this.nextStep = nextStep;
  }
}

/** Recognises a `PromptOpsError` of any bundle: separate bundles hold separate copies of the class. */
export function isPromptOpsError(value: unknown): value is PromptOpsError {
  return value instanceof Error && brand in value;
}

/** One line for a person: what happened, to what, what to do next. */
export function describeError(error: unknown): string {
  if (isPromptOpsError(error)) return `${error.message} ${error.nextStep}`;
  return error instanceof Error ? error.message : String(error);
}

/** Closes an exhaustive `switch`: reached only when a value breaks its type. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
