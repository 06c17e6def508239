import { createReadStream, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../core/errors.ts';
import type { CommandIo } from './io.ts';
import { type PromptAddress, parseAddress } from './prompt-address.ts';

/** Bytes above which a file is no prompt file and no source file that people write. */
const mostBytes = 20 * 1024 * 1024;

/** A text that was named on the command line. `file` is `-` for standard input. */
export interface InputText extends PromptAddress {
  readonly absolutePath: string | null;
  readonly text: string;
}

/**
 * Reads `FILE`, `FILE:LINE`, `FILE:LINE:COLUMN` or `-`.
 * @throws PromptOpsError `file-not-found`, `file-unreadable`, `file-too-large`, `not-text`, `empty-prompt`.
 */
export async function readInput(argument: string, io: CommandIo): Promise<InputText> {
  if (argument === '') throw noName();
  if (argument !== '-') return readFileInput(await parseAddress(argument, io.workingDirectory), io);
  const text = decode('Standard input', await readStdin(io));
  return { file: '-', line: null, column: null, absolutePath: null, text };
}

/** Reads a file whose name is known to be one: `a.py:5` is then a file of that name. */
export async function readFileInput(address: PromptAddress, io: CommandIo): Promise<InputText> {
  const absolutePath = path.resolve(io.workingDirectory, address.file);
  return {
    ...address,
    absolutePath,
    text: decode(address.file, await readBytes(address.file, absolutePath)),
  };
}

async function readBytes(file: string, absolutePath: string): Promise<Uint8Array> {
  try {
    const information = await stat(absolutePath);
    if (information.isDirectory()) throw isDirectory(file);
    return await readKind(information, file, absolutePath);
  } catch (cause) {
    if (cause instanceof PromptOpsError) throw cause;
    throw unreadable(file, cause);
  }
}

/** Pipes such as `<(command)` and devices have no size that one could look at first. */
function readKind(information: Stats, file: string, absolutePath: string): Promise<Uint8Array> {
  if (!information.isFile()) return collect(createReadStream(absolutePath), file);
  if (information.size > mostBytes) throw tooLarge(file);
  return readFile(absolutePath);
}

async function readStdin({ stdin, stderr, signal }: CommandIo): Promise<Uint8Array> {
  if (stdin.isTTY === true) stderr.write('Type or paste the text, then press Ctrl+D.\n');
  try {
    return await collect(stdin, 'Standard input');
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

async function collect(source: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > mostBytes) throw tooLarge(name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(name: string, bytes: Uint8Array): string {
  const text = decodeUtf8(name, bytes);
  if (text.trim() !== '' && text !== '\ufeff') return text;
  throw new PromptOpsError({
    reason: 'empty-prompt',
    message: bytes.length === 0 ? `${name} is empty.` : `${name} holds nothing but white space.`,
    nextStep: 'Name a file that holds a prompt.',
  });
}

function decodeUtf8(name: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw notText(name, 'in UTF-16');
  }
  if (bytes.includes(0)) throw notText(name, 'binary: it holds NUL bytes');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notText(name, 'not in UTF-8');
  }
}

function noName(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'The name of the file is empty.',
    nextStep: 'Name a file, or - for standard input.',
  });
}

function notText(name: string, what: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'not-text',
    message: `${name} is ${what}.`,
    nextStep: 'Name a text file in UTF-8.',
  });
}

function isDirectory(file: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'file-unreadable',
    message: `${file} is a folder.`,
    nextStep: 'Name a file in it; `promptops scan` lists the prompts of a folder.',
  });
}

function tooLarge(name: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'file-too-large',
    message: `${name} is larger than ${mostBytes / 1024 / 1024} MB.`,
    nextStep: 'Name a smaller file.',
  });
}

function unreadable(file: string, cause: unknown): PromptOpsError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return fileNotFound(file, cause);
  const isDenied = code === 'EACCES' || code === 'EPERM';
  return new PromptOpsError({
    reason: 'file-unreadable',
    message: `${file} cannot be read: ${isDenied ? 'permission denied' : code || String(cause)}.`,
    nextStep: isDenied ? 'Check its permissions.' : 'Check the path.',
    cause,
  });
}

export function fileNotFound(file: string, cause: unknown): PromptOpsError {
  return new PromptOpsError({
    reason: 'file-not-found',
    message: `${file} does not exist.`,
    nextStep: 'Check the path.',
    cause,
  });
}
