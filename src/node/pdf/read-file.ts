import { mostDocumentBytes, readDocument, type DocumentReading } from '../../core/data-room/read-document.ts';
import { mostPdfBytes } from '../../core/data-room/pdf-reading.ts';
import { isPdf } from '../../core/data-room/room-document.ts';
import { readPdf, type ReadPdfOptions } from './read-pdf.ts';

/** Reads the bytes of a file as a document: text at once, a PDF file in a thread. */
export async function readFileAsDocument(
  name: string,
  bytes: Uint8Array,
  options: ReadPdfOptions,
): Promise<DocumentReading> {
  if (!isPdf(name)) return readDocument(name, bytes);
  const reading = await readPdf(bytes, options);
  return reading.kind === 'read' ? { ...reading, format: 'pdf-text', title: name } : reading;
}

/** Bytes above which a file is not even read, by its name. */
export function mostBytesOf(name: string): number {
  return isPdf(name) ? mostPdfBytes : mostDocumentBytes;
}
