import { isPromptOpsError, PromptOpsError } from '../../core/errors.ts';
import type { HistoryStore } from '../../core/history/history-store.ts';
import { applyRewrite } from '../session/apply-rewrite.ts';
import {
  confirmWithoutHistory,
  isWithoutHistory,
  type SessionActionServices,
} from '../session/session-actions.ts';
import type { FixRequest } from './fix-actions.ts';

/**
 * Writes a fix into its prompt on the same path as a rewrite: found again letter by letter, encoded, one undo step,
 * verified, kept in the history.
 * @throws PromptOpsError `document-changed`, `not-expressible`, `invalid-argument`; the document is then untouched.
 */
export async function applyFix(services: SessionActionServices, request: unknown): Promise<void> {
  if (!isFixRequest(request)) throw noFix();
  const apply = (history: HistoryStore | null) =>
    applyRewrite({ ...services, ...request, report: null, history });
  try {
    await apply(services.history.store);
  } catch (error) {
    if (isPromptOpsError(error) && error.reason === 'document-changed') throw promptChanged(request, error);
    if (!isWithoutHistory(error) || !(await confirmWithoutHistory(error))) throw error;
    await apply(null);
  }
  services.history.announceChange();
}

/** The request is handed through the editor to ourselves: only its shape is looked at. */
function isFixRequest(value: unknown): value is FixRequest {
  return typeof value === 'object' && value !== null && 'subject' in value && 'text' in value;
}

function noFix(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'No fix was named.',
    nextStep: 'Choose one from the quick fixes of a finding.',
  });
}

function promptChanged({ subject }: FixRequest, cause: PromptOpsError): PromptOpsError {
  return new PromptOpsError({
    reason: 'document-changed',
    message: `The prompt in ${subject.file} was changed after this fix had been offered.`,
    nextStep: 'Open the quick fixes again.',
    cause,
  });
}
