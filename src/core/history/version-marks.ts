import { PromptOpsError } from '../errors.ts';

/** What a person has said of a version. */
export interface VersionMarks {
  readonly name: string | null;
  readonly comment: string | null;
  /** In the order in which they were given, without repetitions. */
  readonly tags: readonly string[];
  /** A pinned version is never deleted by a retention policy. */
  readonly isPinned: boolean;
}

/** A change of what is said of a version. */
export interface Annotation extends Partial<VersionMarks> {
  readonly versionId: string;
}

/** Longest texts that are kept, in UTF-16 units, and most tags. */
export const markLimits = { name: 120, comment: 4000, tag: 40, tags: 20 } as const;

/**
 * The annotation as it is kept: trimmed, on one line where it is a name or a tag, an empty text as none.
 * @throws PromptOpsError `invalid-argument` when a text is too long or there are too many tags.
 */
export function normaliseAnnotation({ versionId, name, comment, tags, isPinned }: Annotation): Annotation {
  return {
    versionId,
    ...(name === undefined ? {} : { name: cleanText(name && oneLine(name), 'name') }),
    ...(comment === undefined ? {} : { comment: cleanText(comment, 'comment') }),
    ...(tags === undefined ? {} : { tags: cleanTags(tags) }),
    ...(isPinned === undefined ? {} : { isPinned }),
  };
}

/** The tags in a text where commas stand between them. */
export function parseTags(text: string): readonly string[] {
  return cleanTags(text.split(','));
}

function cleanTags(tags: readonly string[]): readonly string[] {
  const clean = tags.flatMap((tag) => cleanText(oneLine(tag), 'tag') ?? []);
  const unique = [...new Set(clean)];
  if (unique.length > markLimits.tags) throw tooLong(`There are ${unique.length} tags`, markLimits.tags);
  return unique;
}

function cleanText(text: string | null, kind: 'name' | 'comment' | 'tag'): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length > markLimits[kind]) {
    throw tooLong(`The ${kind} has ${trimmed.length} characters`, markLimits[kind]);
  }
  return trimmed === '' ? null : trimmed;
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ');
}

function tooLong(what: string, most: number): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: `${what}, at most ${most} are kept.`,
    nextStep: 'Shorten it and try again.',
  });
}
