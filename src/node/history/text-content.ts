import { createHash } from 'node:crypto';
import { DamagedRecordError } from './sqlite-failures.ts';

/** How a text is kept: as text, or as UTF-16 bytes when lone surrogates would not survive UTF-8. */
export type StoredContent = string | Uint8Array;

/** SHA-256 of a text in hexadecimal digits, over exactly the bytes that are stored. */
export function hashText(text: string): string {
  return hashContent(storeText(text));
}

export function storeText(text: string): StoredContent {
  // In a Unicode pattern only a surrogate without its partner is one.
  return /\p{Surrogate}/u.test(text) ? Buffer.from(text, 'utf16le') : text;
}

/**
 * The text behind stored content.
 * @throws DamagedRecordError when it is not what the hash says.
 */
export function readText(content: StoredContent, hash: string): string {
  if (hashContent(content) !== hash) throw new DamagedRecordError(`The text ${hash} has changed on disk.`);
  return typeof content === 'string' ? content : Buffer.from(content).toString('utf16le');
}

function hashContent(content: StoredContent): string {
  return createHash('sha256').update(content).digest('hex');
}
