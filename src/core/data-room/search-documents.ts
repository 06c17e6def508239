import { createSearchIndex } from './bm25.ts';
import type { DocumentSection, RoomDocument } from './room-document.ts';
import { splitDocument } from './split-document.ts';

/** A section that was found. */
export interface SectionHit {
  readonly document: RoomDocument;
  readonly section: DocumentSection;
  /** BM25; comparable within one query alone. */
  readonly score: number;
}

export interface DocumentSearch {
  /** Sections that share a term with the query, the best first. */
  search(query: string): readonly SectionHit[];
}

/** Makes documents searchable by sections; title and headings count as words of each section below them. */
export function searchDocuments(documents: readonly RoomDocument[]): DocumentSearch {
  const rows = documents.flatMap((document) =>
    splitDocument(document).map((section) => ({ document, section })),
  );
  const index = createSearchIndex(rows.map(({ document, section }) => searchedText(document, section)));
  return {
    search: (query) =>
      index.search(query).flatMap(({ index: place, score }) => {
        const row = rows[place];
        return row === undefined ? [] : [{ ...row, score }];
      }),
  };
}

function searchedText({ title, tags }: RoomDocument, { headings, text }: DocumentSection): string {
  return [title, ...tags, ...headings, text].join('\n');
}

/** "Refunds › Deadlines": a section as it is named to people. */
export function sectionName({ headings }: Pick<DocumentSection, 'headings'>): string {
  return headings.join(' › ');
}
