import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describeProblem, refusedByName, type DocumentProblem } from '../core/data-room/read-document.ts';
import { isPdf, type RoomDocument } from '../core/data-room/room-document.ts';
import { PromptOpsError, type FailureReason } from '../core/errors.ts';
import { withoutControls } from '../core/report/style.ts';
import { mostBytesOf, readFileAsDocument } from '../node/pdf/read-file.ts';
import type { CommandIo } from './io.ts';
import { fileNotFound } from './read-input.ts';
import { cliFolder } from './resources.ts';

/**
 * The files of `--ground` as documents.
 * @throws PromptOpsError with the file that is none.
 */
export async function readDocuments(
  files: readonly string[],
  { workingDirectory, signal }: Pick<CommandIo, 'workingDirectory' | 'signal'>,
): Promise<readonly RoomDocument[]> {
  const unique = [...new Set(files.map((file) => path.resolve(workingDirectory, file)))];
  return Promise.all(unique.map((file, index) => readOne(file, { id: String(index), signal })));
}

interface ReadingOptions {
  readonly id: string;
  readonly signal: AbortSignal;
}

async function readOne(file: string, { id, signal }: ReadingOptions): Promise<RoomDocument> {
  const name = path.basename(file);
  const byName = refusedByName(name);
  if (byName !== null) throw refused(file, byName);
  const reading = await readFileAsDocument(name, await readBytes(file), {
    folder: cliFolder,
    signal,
  });
  if (reading.kind === 'refused') throw refused(file, reading.problem);
  return { id, title: reading.title, kind: reading.format, tags: [], text: reading.text };
}

async function readBytes(file: string): Promise<Uint8Array> {
  const information = await stat(file).catch((cause: unknown) => {
    throw fileNotFound(file, cause);
  });
  if (information.size > mostBytesOf(file)) throw refused(file, isPdf(file) ? 'pdf-too-large' : 'too-large');
  return readFile(file);
}

const reasons: Readonly<Record<DocumentProblem, FailureReason>> = {
  unsupported: 'invalid-argument',
  'not-text': 'not-text',
  'too-large': 'file-too-large',
  empty: 'invalid-argument',
  'pdf-encrypted': 'file-unreadable',
  'pdf-scan': 'not-text',
  'pdf-encoding': 'not-text',
  'pdf-broken': 'file-unreadable',
  'pdf-heavy': 'file-unreadable',
  'pdf-too-large': 'file-too-large',
};

function refused(file: string, problem: DocumentProblem): PromptOpsError {
  return new PromptOpsError({
    reason: reasons[problem],
    message: `${withoutControls(file)} ${describeProblem(problem)}`,
    nextStep: 'Leave it out of --ground, or name another file.',
  });
}
