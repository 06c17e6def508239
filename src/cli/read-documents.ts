import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  describeProblem,
  mostDocumentBytes,
  readDocument,
  refusedByName,
  type DocumentProblem,
} from '../core/data-room/read-document.ts';
import type { RoomDocument } from '../core/data-room/room-document.ts';
import { PromptOpsError, type FailureReason } from '../core/errors.ts';
import { withoutControls } from '../core/report/style.ts';
import type { CommandIo } from './io.ts';
import { fileNotFound } from './read-input.ts';

/**
 * The files of `--ground` as documents.
 * @throws PromptOpsError with the file that is none.
 */
export async function readDocuments(
  files: readonly string[],
  { workingDirectory }: Pick<CommandIo, 'workingDirectory'>,
): Promise<readonly RoomDocument[]> {
  const unique = [...new Set(files.map((file) => path.resolve(workingDirectory, file)))];
  return Promise.all(unique.map((file, index) => readOne(file, String(index))));
}

async function readOne(file: string, id: string): Promise<RoomDocument> {
  const name = path.basename(file);
  const byName = refusedByName(name);
  if (byName !== null) throw refused(file, byName);
  const reading = readDocument(name, await readBytes(file));
  if (reading.kind === 'refused') throw refused(file, reading.problem);
  return { id, title: reading.title, kind: reading.format, tags: [], text: reading.text };
}

async function readBytes(file: string): Promise<Uint8Array> {
  const information = await stat(file).catch((cause: unknown) => {
    throw fileNotFound(file, cause);
  });
  if (information.size > mostDocumentBytes) throw refused(file, 'too-large');
  return readFile(file);
}

const reasons: Readonly<Record<DocumentProblem, FailureReason>> = {
  pdf: 'not-text',
  unsupported: 'invalid-argument',
  'not-text': 'not-text',
  'too-large': 'file-too-large',
  empty: 'invalid-argument',
};

function refused(file: string, problem: DocumentProblem): PromptOpsError {
  return new PromptOpsError({
    reason: reasons[problem],
    message: `${withoutControls(file)} ${describeProblem(problem)}`,
    nextStep: 'Leave it out of --ground, or name another file.',
  });
}
