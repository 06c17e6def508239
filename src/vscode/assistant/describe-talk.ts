import { placeEdit, readEditBlocks, type AnswerPart } from '../../core/assistant/edit-blocks.ts';
import { previewEdit } from '../../core/assistant/edit-preview.ts';
import { checkContract, isIntact } from '../../core/contract/check-contract.ts';
import type { Contract } from '../../core/contract/contract.ts';
import type { ShownTalk } from '../../protocol/assistant-page.ts';
import { modelOfRole } from '../models/model-settings.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings } from '../settings.ts';
import type { Talk, TalkMessage } from './talk.ts';

type ShownPart = ShownTalk['messages'][number]['parts'][number];

/** What the conversation looks like beside the prompt as it stands now. */
export function describeTalk(
  subject: SessionSubject,
  contract: Contract,
  { talk, applied }: { readonly talk: Talk; readonly applied: ReadonlySet<string> },
): ShownTalk {
  const { models } = readSettings(subject.uri);
  return {
    model: models.engine === 'rules' ? null : modelOfRole(models, 'critic'),
    isAsking: talk.isAsking,
    notice: talk.notice,
    messages: talk.messages.map((message) => ({
      id: message.id,
      from: message.from,
      status: message.status,
      parts: partsOf(message).map((part, index) =>
        describePart(contract, part, { id: editId(message, index), applied, status: message.status }),
      ),
      failure: message.failure,
    })),
  };
}

/** The whole prompt after an edit of the conversation; null when it cannot be applied. */
export function textOfEdit(contract: Contract, talk: Talk, id: string): string | null {
  for (const message of talk.messages) {
    const part = partsOf(message).find((_, index) => editId(message, index) === id);
    if (part?.kind === 'edit') return place(contract, part).text;
  }
  return null;
}

function partsOf({ from, text }: TalkMessage): readonly AnswerPart[] {
  return from === 'person' ? [{ kind: 'text', text }] : readEditBlocks(text);
}

function editId({ id }: TalkMessage, index: number): string {
  return `${id}:${index}`;
}

interface PartState {
  readonly id: string;
  readonly applied: ReadonlySet<string>;
  readonly status: TalkMessage['status'];
}

function describePart(contract: Contract, part: AnswerPart, { id, applied, status }: PartState): ShownPart {
  if (part.kind === 'text') return shownText(part.text);
  // An edit that never came to its end is no edit.
  if (part.kind === 'unfinished')
    return status === 'streaming' ? { kind: 'unfinished' } : shownText(part.text);
  const isApplied = applied.has(id);
  const { text, problem } = place(contract, part);
  const preview = text === null ? previewEdit(part.find, part.replace) : previewEdit(contract.text, text);
  const shown = preview.map((piece) => ({ ...piece, text: shownText(piece.text).text }));
  return { kind: 'edit', id, preview: shown, problem: isApplied ? null : problem, isApplied };
}

/** Characters of one part of an answer that are shown: more is no answer, and would hold up the panel. */
const mostShown = 20_000;

function shownText(text: string): Extract<ShownPart, { kind: 'text' }> {
  const isCut = text.length > mostShown;
  return { kind: 'text', text: isCut ? text.slice(0, mostShown) : text, isCut };
}

interface Placed {
  readonly text: string | null;
  readonly problem: string | null;
}

function place(contract: Contract, { find, replace }: Extract<AnswerPart, { kind: 'edit' }>): Placed {
  const placed = placeEdit(contract.text, find, replace);
  if (placed.kind === 'refused') return { text: null, problem: problems[placed.reason] };
  const isKept = isIntact(checkContract(contract, placed.text));
  return isKept
    ? { text: placed.text, problem: null }
    : { text: null, problem: 'It would break what the prompt must keep, such as a placeholder.' };
}

const problems = {
  missing: 'The passage does not stand in the prompt.',
  ambiguous: 'The passage stands in the prompt more than once.',
  same: 'It changes nothing.',
} as const;
