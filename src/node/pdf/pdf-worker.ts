import './confine-thread.ts';
import { MessageChannel, parentPort, workerData } from 'node:worker_threads';
import { getDocument, PDFWorker, type PdfDocument, type PdfPage } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { linesOfPage } from '../../core/data-room/pdf-lines.ts';
import type { PdfProblem, PdfReading } from '../../core/data-room/pdf-reading.ts';
import type { PdfTask } from './pdf-task.ts';

/** The thread that reads the text of one PDF file. It is started for it and ends with it. */
const tables = { wasNeeded: false };

/** In place of what draws. */
class NoDrawing {
  readonly canDraw = false;
}

/** In place of what reads tables of fonts: none is shipped. Without the standard fonts' text is read all the same. */
class NoTables {
  fetch({ kind }: { readonly kind: string }): Promise<never> {
    if (kind === 'cMapUrl') tables.wasNeeded = true;
    return Promise.reject(new Error('Tables of fonts are not part of this build'));
  }
}

void readText(workerData as PdfTask)
  .catch((error: unknown): PdfReading => refused(problemOf(error)))
  .then((reading) => parentPort?.postMessage(reading));

async function readText({ bytes, mostPages, mostCharacters }: PdfTask): Promise<PdfReading> {
  const document = await open(bytes);
  if (document.numPages > mostPages) return refused('pdf-too-large');
  const pages: string[] = [];
  let characters = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const text = linesOfPage(await runsOf(page));
    page.cleanup();
    characters += text.length + 1;
    if (characters > mostCharacters) return refused('pdf-too-large');
    pages.push(text);
  }
  // Half a text is none: nobody would see what is missing.
  if (tables.wasNeeded) return refused('pdf-encoding');
  // Pages are parted by form feeds, as in text that pdftotext makes.
  return characters === pages.length ? refused('pdf-scan') : { kind: 'read', text: pages.join('\n\f') };
}

/** Opens the file without scripts, forms, fonts of the system, and without any way to an address or another file. */
function open(bytes: Uint8Array): Promise<PdfDocument> {
  const { port1, port2 } = new MessageChannel();
  WorkerMessageHandler.initializeFromPort(port2);
  for (const port of [port1, port2]) port.start();
  const document = getDocument({
    data: new Uint8Array(bytes),
    worker: new PDFWorker({ port: port1, verbosity: 0 }),
    verbosity: 0,
    enableXfa: false,
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    disableRange: true,
    disableStream: true,
    disableAutoFetch: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableWorkerRendering: true,
    CanvasFactory: NoDrawing,
    FilterFactory: NoDrawing,
    BinaryDataFactory: NoTables,
  });
  return document.promise;
}

async function runsOf(page: PdfPage) {
  const { items } = await page.getTextContent();
  return items.flatMap((item) =>
    'str' in item
      ? [{ text: item.str, endsLine: item.hasEOL, y: item.transform[5] ?? 0, height: item.height }]
      : [],
  );
}

function problemOf(error: unknown): PdfProblem {
  if (error instanceof RangeError) return 'pdf-heavy';
  const name = error instanceof Error ? error.name : '';
  return name === 'PasswordException' ? 'pdf-encrypted' : 'pdf-broken';
}

function refused(problem: PdfProblem): PdfReading {
  return { kind: 'refused', problem };
}
