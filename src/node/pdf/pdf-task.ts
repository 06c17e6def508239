/** What the thread that reads a PDF file is started with. */
export interface PdfTask {
  readonly bytes: Uint8Array;
  /** Pages above which the file is no document. */
  readonly mostPages: number;
  readonly mostCharacters: number;
}
