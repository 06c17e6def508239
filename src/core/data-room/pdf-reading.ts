/** Why a PDF file has no text that could be read. */
export type PdfProblem =
  /** It opens with a password alone. */
  | 'pdf-encrypted'
  /** Its pages are pictures. */
  | 'pdf-scan'
  /** Its letters are named by tables that are not shipped. */
  | 'pdf-encoding'
  | 'pdf-broken'
  /** Reading it took more time or memory than a document may take. */
  | 'pdf-heavy'
  /** More bytes, pages or characters than a document may have. */
  | 'pdf-too-large';

/** What came of a PDF file; its pages are parted by form feeds. */
export type PdfReading =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'refused'; readonly problem: PdfProblem };

/** Bytes of a PDF file, at most: a manual with its pictures. */
export const mostPdfBytes = 32 * 1024 * 1024;

/** Pages of a PDF file, at most: two million characters are about 700. */
export const mostPdfPages = 1000;
