import type { PromptForm, PromptText, TextEdit } from '../model.ts';
import { applyEdits } from '../text-edits.ts';
import { writeData } from './data/write-data.ts';
import { findPrompts, findSitesAt } from './find-prompts.ts';
import type { LanguageSupport } from './language-support.ts';
import { supportOf } from './language-support.ts';
import type { SourceLanguage } from './languages.ts';
import { isDataLanguage, languageOfPath } from './languages.ts';
import { literalAt } from './literal-at.ts';
import type { LocatedLiteral } from './literal-at.ts';
import { literalForm } from './literal-form.ts';
import { writeNotebook } from './notebook/write-notebook.ts';
import type { PromptSite } from './prompt-site.ts';
import type { ParsedSource, SourceParser } from './source-parser.ts';
import { undoTransforms } from './text-wrappers.ts';
import { isBrokenAround } from './write/broken-code.ts';
import { changeText, isSameValue, valueOf } from './write/prompt-value.ts';
import { recognizeInterpolations } from './write/recognize-interpolations.ts';
import { isSameTreeOutside } from './write/same-tree.ts';
import { writeFileBody } from './write/write-file-body.ts';
import type { WriterContext } from './write/write-token.ts';
import { replacementsFor } from './write/replacements.ts';

export interface WriteBackOptions {
  readonly path: string;
  /** The file as it is now. */
  readonly source: string;
  /** The site that `findPrompts` gave for this very source. */
  readonly site: PromptSite;
  /** What the prompt shall say, with the source text of filled-in code where it shall stand. */
  readonly text: string;
  readonly parser: SourceParser;
  /** The language when the caller knows better than the file's name. */
  readonly language?: SourceLanguage;
}

/** Why no edit is offered. */
export type RefusalReason =
  | 'document-changed'
  | 'unsupported-language'
  | 'broken-code'
  | 'interpolation-lost'
  | 'interpolation-ambiguous'
  | 'not-expressible';

export type WriteBackResult =
  | {
      readonly kind: 'written';
      /** One replacement in `source`. */
      readonly edit: TextEdit;
      /** The file after the edit. */
      readonly source: string;
      /** How the prompt is written now. */
      readonly form: PromptForm;
      /** A sentence when the form had to change; null when it stayed. */
      readonly note: string | null;
    }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string };

/**
 * Writes a new text into the literal of a site. Before an edit is returned the edited file is parsed again: nothing
 * but the literal differs, and the literal's value is exactly `text` with the same code filled in. Never throws for
 * broken code or for text that cannot be said.
 * @throws PromptOpsError `missing-resource`.
 */
export async function writeBack(options: WriteBackOptions): Promise<WriteBackResult> {
  const language = options.language ?? languageOfPath(options.path);
  if (language === null) return refuse('unsupported-language', 'Files of this kind are not edited.');
  if (language.id === 'notebook')
    return writeNotebook(options, { scan: findPrompts, sitesAt: findSitesAt, write: writeBack });
  if (isDataLanguage(language)) return writeData(options, language);
  const support = supportOf(language.id);
  if (support === null) return writeFileBody(options);
  const parsed = await options.parser.parse(language, options.source);
  try {
    return await writeInTree(options, parsed, support);
  } finally {
    parsed.dispose();
  }
}

function refuse(reason: RefusalReason, detail: string): WriteBackResult {
  return { kind: 'refused', reason, detail };
}

async function writeInTree(
  options: WriteBackOptions,
  parsed: ParsedSource,
  support: LanguageSupport,
): Promise<WriteBackResult> {
  const { site, text } = options;
  const located = literalAt(parsed, support, site.span);
  if (located === null || !isSameValue(valueOf(located.value), site)) {
    return refuse(
      'document-changed',
      'The prompt is no longer where it was found. Run again on the file as it is.',
    );
  }
  if (isBrokenAround(located.node)) {
    return refuse('broken-code', 'The code around the prompt has a syntax error. Repair it first.');
  }
  const recognition = recognizeInterpolations(site, text);
  switch (recognition.kind) {
    case 'lost':
      return refuse('interpolation-lost', `The new text has lost ${recognition.source}.`);
    case 'ambiguous':
      return refuse(
        'interpolation-ambiguous',
        `${recognition.source} stands in the prompt both as code and as plain text, so the new text could mean either.`,
      );
    case 'recognized':
      return offerEdit({ options, parsed, support, located, value: recognition.value });
  }
}

interface Offer {
  readonly options: WriteBackOptions;
  readonly parsed: ParsedSource;
  readonly support: LanguageSupport;
  readonly located: LocatedLiteral;
  /** The value after the functions around the literal. */
  readonly value: PromptText;
}

/** Tries the ways of writing the value, nearest to the present form first, until one holds the guarantee. */
async function offerEdit(offer: Offer): Promise<WriteBackResult> {
  const { options, support, located, value } = offer;
  const context: WriterContext = { source: options.source, support, lineBreak: lineBreakOf(options.source) };
  const literalValue = valueBehindWrappers(located, value);
  for (const replacement of replacementsFor(context, located.tree, literalValue)) {
    const result = await verified(offer, replacement);
    if (result !== null) return result;
  }
  return refuse(
    'not-expressible',
    'The new text cannot be written into this literal. Change the code by hand.',
  );
}

/** What the literal itself must say; an unchanged value keeps it, whatever the functions around it leave out. */
function valueBehindWrappers(located: LocatedLiteral, value: PromptText): PromptText {
  if (isSameValue(valueOf(located.value), value)) return valueOf(located.tree.decoded);
  return changeText(value, (masked) => undoTransforms(located.transforms, located.tree.decoded, masked));
}

async function verified(
  { options, parsed, support, located, value }: Offer,
  replacement: string,
): Promise<WriteBackResult | null> {
  const { span } = located.tree;
  const edit: TextEdit = { span, replacement };
  const source = applyEdits(options.source, [edit]);
  const after = await options.parser.parse(parsed.language, source);
  try {
    const newSpan = { start: span.start, end: span.start + replacement.length };
    const trees = [
      { tree: parsed.tree, span },
      { tree: after.tree, span: newSpan },
    ] as const;
    if (!(await isSameTreeOutside(...trees, options.parser.turns()))) return null;
    const written = literalAt(after, support, newSpan);
    if (written === null || !isSameValue(valueOf(written.value), value)) return null;
    const isMessage = options.site.form === 'message';
    const form = isMessage ? 'message' : literalForm(written.tree);
    return { kind: 'written', edit, source, form, note: noteOf(located, written) };
  } finally {
    after.dispose();
  }
}

function noteOf(before: LocatedLiteral, after: LocatedLiteral): string | null {
  const from = literalForm(before.tree);
  const to = literalForm(after.tree);
  return from === to ? null : `Written as ${to}: as ${from} the literal could not say the new text.`;
}

function lineBreakOf(source: string): '\n' | '\r\n' {
  const newline = source.indexOf('\n');
  return newline > 0 && source[newline - 1] === '\r' ? '\r\n' : '\n';
}
