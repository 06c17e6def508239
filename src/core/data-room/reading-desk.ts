import type { EncodingName } from '../model.ts';
import type { TokenCounter } from '../ports.ts';
import { selectGrounding, type Grounding } from './grounding.ts';
import type { DocumentSection, RoomDocument } from './room-document.ts';
import { searchDocuments, type DocumentSearch } from './search-documents.ts';

/** What can take long with documents, as requests that a thread can be asked. */
export type DeskTask =
  | { readonly kind: 'count'; readonly text: string; readonly encoding: EncodingName }
  /** More of the documents that go by a key; the first ones take the place of what was held under it. */
  | {
      readonly kind: 'hold';
      readonly key: string;
      readonly isFirst: boolean;
      readonly documents: readonly RoomDocument[];
    }
  | { readonly kind: 'search'; readonly key: string; readonly query: string; readonly most: number }
  | {
      readonly kind: 'select';
      readonly key: string;
      readonly prompt: string;
      readonly encoding: EncodingName;
      readonly limitTokens: number;
    };

/** A section that was found, without the document, which the one who asks has. */
export interface DeskHit {
  readonly documentId: string;
  readonly section: DocumentSection;
  readonly score: number;
}

export type DeskAnswer =
  | { readonly kind: 'counted'; readonly tokens: number }
  | { readonly kind: 'held' }
  | { readonly kind: 'found'; readonly hits: readonly DeskHit[] }
  | { readonly kind: 'selected'; readonly grounding: Grounding }
  /** The documents of that key are not, or no longer, held. */
  | { readonly kind: 'unknown' };

interface HeldDocuments {
  readonly documents: RoomDocument[];
  search: DocumentSearch | null;
}

/** Sets of documents that are held: what is searched and what grounds runs. */
const mostSets = 2;

/** Counts, searches and chooses. Documents are handed over once, and made searchable when they are first searched. */
export function createReadingDesk(
  counterOf: (encoding: EncodingName) => Promise<Pick<TokenCounter, 'count'>>,
): (task: DeskTask) => Promise<DeskAnswer> {
  const sets = new Map<string, HeldDocuments>();
  return async (task) => {
    switch (task.kind) {
      case 'count':
        return { kind: 'counted', tokens: (await counterOf(task.encoding)).count(task.text) };
      case 'hold':
        hold(sets, task);
        return { kind: 'held' };
      case 'search': {
        const held = sets.get(task.key);
        return held === undefined ? { kind: 'unknown' } : { kind: 'found', hits: find(held, task) };
      }
      case 'select': {
        const held = sets.get(task.key);
        if (held === undefined) return { kind: 'unknown' };
        const counter = await counterOf(task.encoding);
        const search = (): DocumentSearch => searchOf(held);
        return {
          kind: 'selected',
          grounding: selectGrounding({ ...task, documents: held.documents, counter, search }),
        };
      }
    }
  };
}

function hold(
  sets: Map<string, HeldDocuments>,
  { key, isFirst, documents }: Extract<DeskTask, { kind: 'hold' }>,
): void {
  const held = isFirst ? undefined : sets.get(key);
  sets.delete(key);
  sets.set(key, { documents: [...(held?.documents ?? []), ...documents], search: null });
  for (const oldest of sets.keys()) {
    if (sets.size <= mostSets) break;
    sets.delete(oldest);
  }
}

function searchOf(held: HeldDocuments): DocumentSearch {
  held.search ??= searchDocuments(held.documents);
  return held.search;
}

function find(
  held: HeldDocuments,
  { query, most }: Extract<DeskTask, { kind: 'search' }>,
): readonly DeskHit[] {
  return searchOf(held)
    .search(query)
    .slice(0, most)
    .map(({ document, section, score }) => ({ documentId: document.id, section, score }));
}
