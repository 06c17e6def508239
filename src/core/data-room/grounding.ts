import type { TokenCounter } from '../ports.ts';
import type { DocumentSection, RoomDocument } from './room-document.ts';
import { searchDocuments, sectionName, type DocumentSearch } from './search-documents.ts';
import { splitDocument } from './split-document.ts';

/** A piece of a document as it is given to a model: fields of data, never instructions. */
export interface GroundingPassage {
  readonly title: string;
  /** The headings above it; empty for a whole document. */
  readonly section: string;
  readonly text: string;
}

/** What of the documents goes with each call of a run. */
export interface Grounding {
  readonly passages: readonly GroundingPassage[];
  /** Of the passages as they travel, with their names, in the encoding of the counter. */
  readonly tokens: number;
  /** True when not everything that is switched on fitted in. */
  readonly isPartial: boolean;
}

/** The documents that ground a run. */
export interface GroundingOptions {
  readonly documents: readonly RoomDocument[];
  /** Tokens that they may add to a call; absent: `defaultGroundingTokens`. */
  readonly limitTokens?: number;
  /** Chooses among `documents` where it holds nobody up; absent: `selectGrounding`, at once. */
  readonly select?: SelectGrounding;
}

/** Chooses what goes along with the runs of one prompt, in the encoding of the run. */
export type SelectGrounding = (
  wanted: Pick<GroundingRequest, 'prompt' | 'limitTokens'>,
) => Promise<Grounding>;

/** Bounds of what a person may set as `defaultGroundingTokens`: a paragraph, a small book. */
export const groundingTokenBounds = { minimum: 100, maximum: 100_000 } as const;

export const noGrounding: Grounding = { passages: [], tokens: 0, isPartial: false };

/** Tokens that documents may add to a call unless a person says otherwise: they are paid for with every call. */
export const defaultGroundingTokens = 3000;

export interface GroundingRequest {
  readonly documents: readonly RoomDocument[];
  /** What the documents are to be about. */
  readonly prompt: string;
  readonly counter: Pick<TokenCounter, 'count'>;
  readonly limitTokens: number;
  /** The documents made searchable before; absent: they are when they have to be. */
  readonly search?: () => DocumentSearch;
}

/**
 * Chooses what of the documents goes along: all of them when they fit into the limit, else the sections that match the
 * prompt best by BM25, in the order of the documents. A section that shares no word with the prompt is left out then.
 */
export function selectGrounding(request: GroundingRequest): Grounding {
  const documents = request.documents.filter(({ text }) => text.trim() !== '');
  if (documents.length === 0) return noGrounding;
  return wholeDocuments({ ...request, documents }) ?? bestSections({ ...request, documents });
}

function wholeDocuments({ documents, counter, limitTokens }: GroundingRequest): Grounding | null {
  // A token has hardly ever more than sixteen characters: what is far too long need not be counted.
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > 16 * limitTokens) return null;
  const passages = documents.map(({ title, text }) => ({ title, section: '', text: text.trim() }));
  const tokens = tokensOfPassages(passages, counter);
  return tokens > limitTokens ? null : { passages, tokens, isPartial: false };
}

function bestSections(request: GroundingRequest): Grounding {
  const { documents, prompt, counter, limitTokens } = request;
  const chosen = new Set<string>();
  let left = limitTokens;
  for (const { document, section } of (request.search?.() ?? searchDocuments(documents)).search(prompt)) {
    if (left <= leastTokens) break;
    if (section.text.trim() === '') continue;
    const tokens = tokensOfPassages([toPassage(document, section)], counter);
    if (tokens > left) continue;
    chosen.add(keyOf(section));
    left -= tokens;
  }
  const passages = documents.flatMap((document) =>
    splitDocument(document)
      .filter((section) => chosen.has(keyOf(section)))
      .map((section) => toPassage(document, section)),
  );
  return { passages, tokens: tokensOfPassages(passages, counter), isPartial: true };
}

/** Tokens below which no section is worth looking for. */
const leastTokens = 12;

function keyOf({ documentId, index }: DocumentSection): string {
  return `${index} ${documentId}`;
}

function toPassage({ title }: RoomDocument, section: DocumentSection): GroundingPassage {
  return { title, section: sectionName(section), text: section.text.trim() };
}

/** Each passage is counted by itself, so that what is chosen one by one adds up. */
function tokensOfPassages(
  passages: readonly GroundingPassage[],
  counter: Pick<TokenCounter, 'count'>,
): number {
  return passages.reduce((sum, passage) => sum + counter.count(JSON.stringify(passage)) + 1, 0);
}
