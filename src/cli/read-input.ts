import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../core/errors.ts';
import type { CommandIo } from './io.ts';

/** Bytes above which a file is no prompt file and no source file that people write. */
const mostBytes = 20 * 1024 * 1024;

/** A text that was named on the command line. `file` is `-` for standard input. */
export interface InputText {
  readonly file: string;
  readonly absolutePath: string | null;
  readonly text: string;
  /** Line that was asked for with `FILE:LINE`, from 1; null when none was. */
  readonly line: number | null;
}

/**
 * Reads `FILE`, `FILE:LINE` or `-`.
 * @throws PromptOpsError `file-not-found`, `file-unreadable`, `file-too-large`, `not-text`, `empty-prompt`.
 */
export async function readInput(argument: string, io: CommandIo): Promise<InputText> {
  if (argument === '-') {
    const text = decode('standard input', await readStdin(io));
    return { file: '-', absolutePath: null, text, line: null };
  }
  const { file, line } = await splitLine(argument, io.workingDirectory);
  const absolutePath = path.resolve(io.workingDirectory, file);
  return { file, absolutePath, text: decode(file, await readBytes(file, absolutePath)), line };
}

/** `FILE:LINE`, unless a file of that very name exists. */
async function splitLine(argument: string, folder: string): Promise<{ file: string; line: number | null }> {
  const match = /^(?<file>.+):(?<line>\d{1,9})$/su.exec(argument);
  const { file, line } = match?.groups ?? {};
  if (file === undefined || line === undefined || (await exists(path.resolve(folder, argument)))) {
    return { file: argument, line: null };
  }
  return { file, line: Number(line) };
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

async function readBytes(file: string, absolutePath: string): Promise<Uint8Array> {
  try {
    const information = await stat(absolutePath);
    if (information.isDirectory()) throw isDirectory(file);
    if (information.size > mostBytes) throw tooLarge(file);
    return await readFile(absolutePath);
  } catch (cause) {
    if (cause instanceof PromptOpsError) throw cause;
    throw unreadable(file, cause);
  }
}

async function readStdin({ stdin }: CommandIo): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    size += chunk.length;
    if (size > mostBytes) throw tooLarge('standard input');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(file: string, bytes: Uint8Array): string {
  if (bytes.includes(0)) throw notText(file, 'it holds NUL bytes');
  const text = decodeUtf8(file, bytes);
  if (text.trim() === '') {
    throw new PromptOpsError({
      reason: 'empty-prompt',
      message: `${file} is empty.`,
      nextStep: 'Name a file that holds a prompt.',
    });
  }
  return text;
}

function decodeUtf8(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notText(file, 'it is not UTF-8');
  }
}

function notText(file: string, why: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'not-text',
    message: `${file} is not a text file: ${why}.`,
    nextStep: 'Name a text file in UTF-8.',
  });
}

function isDirectory(file: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'file-unreadable',
    message: `${file} is a folder.`,
    nextStep: 'Name a file in it.',
  });
}

function tooLarge(file: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'file-too-large',
    message: `${file} is larger than ${mostBytes / 1024 / 1024} MB.`,
    nextStep: 'Name a smaller file.',
  });
}

function unreadable(file: string, cause: unknown): PromptOpsError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return new PromptOpsError({
    reason: isMissing ? 'file-not-found' : 'file-unreadable',
    message: isMissing ? `${file} does not exist.` : `${file} cannot be read: ${String(cause)}.`,
    nextStep: 'Check the path.',
    cause,
  });
}
