/** What is used of pdfjs-dist; its own types need those of a browser. */
declare module 'pdfjs-dist/legacy/build/pdf.mjs' {
  export interface TextItem {
    readonly str: string;
    readonly hasEOL: boolean;
    /** Scale, skew and, last, place of the text on the page, which is measured from its lower left corner. */
    readonly transform: readonly number[];
    readonly height: number;
  }

  export interface PdfPage {
    getTextContent(options?: {
      readonly disableNormalization?: boolean;
    }): Promise<{ readonly items: readonly (TextItem | { readonly type: string })[] }>;
    cleanup(): void;
  }

  export interface PdfDocument {
    readonly numPages: number;
    getPage(number: number): Promise<PdfPage>;
  }

  export interface LoadingTask {
    readonly promise: Promise<PdfDocument>;
  }

  export class PDFWorker {
    constructor(options: { readonly port: unknown; readonly verbosity: number });
  }

  export function getDocument(options: Readonly<Record<string, unknown>>): LoadingTask;
}

declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: { initializeFromPort(port: unknown): void };
}
