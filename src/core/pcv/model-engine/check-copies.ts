import { createCopiedPassage, type CopiedPassage } from '../../data-room/copied-passage.ts';
import type { GroundingPassage } from '../../data-room/grounding.ts';
import type { EvaluationCase } from '../../evaluation/cases/evaluation-case.ts';
import type { Check } from '../../model.ts';

/** Checks that a candidate has taken over neither passages of documents nor what the prompt is tried on. */
export type CheckCopies = (original: string, candidate: string) => readonly Check[];

/** What may not be copied; a check without anything to compare is left out. */
export interface Uncopied {
  readonly documents: readonly GroundingPassage[];
  readonly cases: readonly EvaluationCase[];
}

export function createCopyChecks({ documents, cases }: Uncopied): CheckCopies {
  const kinds = [
    { id: 'no-copied-documents', words: ofDocuments, texts: documents.map(({ text }) => text) },
    { id: 'no-copied-cases', words: ofCases, texts: cases.flatMap(({ vars }) => Object.values(vars)) },
  ]
    .filter(({ texts }) => texts.length > 0)
    .map((kind) => ({ ...kind, find: createCopiedPassage(kind.texts) }));
  return (original, candidate) => kinds.map((kind) => toCheck(kind, original, candidate));
}

interface CopyWords {
  readonly passed: string;
  readonly failed: (passage: string) => string;
}

const ofDocuments: CopyWords = {
  passed: 'No long passage of a document stands in the text.',
  failed: (passage) => `The text copies a passage of a document: “${passage}”.`,
};

const ofCases: CopyWords = {
  passed: 'No long passage of a test case stands in the text.',
  failed: (passage) => `The text copies a passage of a test case: “${passage}”.`,
};

interface CopyKind {
  readonly id: string;
  readonly words: CopyWords;
  readonly find: CopiedPassage;
}

function toCheck({ id, words, find }: CopyKind, original: string, candidate: string): Check {
  const copied = find(original, candidate);
  return copied === null
    ? { id, status: 'passed', detail: words.passed }
    : { id, status: 'failed', detail: words.failed(copied) };
}
