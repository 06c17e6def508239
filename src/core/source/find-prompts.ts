import type { Span } from '../model.ts';
import { findDataPrompts, findDataSitesAt } from './data/data-prompts.ts';
import type { DetectionSettings } from './detection/detection-settings.ts';
import { defaultDetection, isLookedInto } from './detection/detection-settings.ts';
import { scorePrompt } from './detection/score-prompt.ts';
import type { DecodedText } from './decoded-text.ts';
import { interpolationsOf } from './decoded-text.ts';
import { findPromptInFile } from './find-file-prompt.ts';
import type { LanguageSupport } from './language-support.ts';
import { supportOf } from './language-support.ts';
import type { SourceLanguage } from './languages.ts';
import { familyOf, isDataLanguage, languageOfPath } from './languages.ts';
import { ancestorsOf } from './literal-at.ts';
import { literalForm } from './literal-form.ts';
import type { FoundLiteral, LiteralTree } from './literal-tree.ts';
import { isMixed, isWhole } from './literal-tree.ts';
import { keptPrompts } from './kept-prompts.ts';
import { findNotebookPrompts, findNotebookSitesAt } from './notebook/notebook-prompts.ts';
import type { PromptSite, ScanResult, SourceLiteral } from './prompt-site.ts';
import { createPromptSite } from './prompt-site.ts';
import { skipReason } from './skip-reason.ts';
import type { ParsedSource, SourceParser } from './source-parser.ts';
import { applyTransforms, wrappersOf } from './text-wrappers.ts';
import { walkLiterals } from './walk-literals.ts';

export interface FindPromptsOptions {
  /** Decides the language and is evidence itself: relative to the workspace where there is one. */
  readonly path: string;
  readonly source: string;
  readonly parser: SourceParser;
  /** Also lists every string literal. */
  readonly includeAll?: boolean;
  /** The file was named by a person: a `.md` or `.txt` is then a prompt without further evidence. */
  readonly isExplicit?: boolean;
  /** What a person has set; the defaults when left out. */
  readonly detection?: DetectionSettings;
  /** A tree of this very source, kept by the caller for an open document; it is not disposed here. */
  readonly parsed?: ParsedSource;
  /** What was found, by the same options, in the text that `parsed` was updated from: most of it is found no more. */
  readonly before?: ScanResult;
  /** The language when the caller knows better than the file's name. */
  readonly language?: SourceLanguage;
}

/** The shortest source of a literal that is looked at; "Be brief." is no prompt that one optimizes. */
const minimumLength = 12;

/** Code up to this length is a name or a short call, which can be evidence. */
const longestName = 40;

/** Prompts within code of prompts within code: deeper ones do not occur. */
const deepestNesting = 16;

/**
 * Finds the prompts of one file. Broken code gives what can still be read; only a missing grammar throws.
 * @throws PromptOpsError `missing-resource`.
 */
export async function findPrompts(options: FindPromptsOptions): Promise<ScanResult> {
  const language = options.language ?? languageOfPath(options.path);
  if (language === null) return { prompts: [], literals: null, skipped: 'unsupported-language' };
  const isExcluded = options.isExplicit !== true && !isLookedInto(detectionOf(options), options.path);
  const skipped = isExcluded ? 'excluded' : skipReason(options.source, language, options.path);
  if (skipped !== null) return { prompts: [], literals: null, skipped };
  if (language.id === 'notebook') return findNotebookPrompts(options, findPrompts);
  if (isDataLanguage(language)) return findDataPrompts(options, language);
  const support = supportOf(language.id);
  if (support === null) return findPromptInFile(options, language);
  const parsed = options.parsed ?? (await options.parser.parse(language, options.source));
  try {
    return await findInTree(options, parsed, support);
  } finally {
    if (options.parsed === undefined) parsed.dispose();
  }
}

/** The settings that hold for a call. */
export function detectionOf({ detection }: FindPromptsOptions): DetectionSettings {
  return detection ?? defaultDetection;
}

async function findInTree(
  options: FindPromptsOptions,
  parsed: ParsedSource,
  support: LanguageSupport,
): Promise<ScanResult> {
  const prompts: PromptSite[] = [];
  const literals: SourceLiteral[] = [];
  const includeAll = options.includeAll === true;
  const wholes: PromptSite[] = [];
  const hasDirectives = promptDirective.test(parsed.source);
  const wordsOnly = !includeAll && !hasDirectives;
  const shortest = includeAll ? 2 : minimumLength;
  const known = keptPrompts(options.before, parsed);
  const walk = walkLiterals({ parsed, support, minimumLength: shortest, wordsOnly, within: known.unit });
  for await (const found of inTurns(walk, options.parser)) {
    const site: PromptSite | null =
      found.isPart || !isWorthJudging(found.tree.decoded.text, hasDirectives)
        ? null
        : judge(found, options, parsed, support);
    if (site !== null) prompts.push(site);
    if (isWhole(found.tree) && site !== null) wholes.push(site);
    else if (!isWhole(found.tree) && includeAll)
      literals.push(literalOf(found, site !== null || (found.isPart && liesInOneOf(wholes, found))));
  }
  return {
    prompts: [...known.above, ...prompts, ...known.below],
    literals: includeAll ? literals : null,
    skipped: null,
  };
}

/** What may stand before or after the node of a literal and belong to it, such as the dollars of Kotlin. */
const longestPrefix = 64;

/** The literals of a walk that lets the host answer others in between. */
async function* inTurns(
  walk: Iterable<FoundLiteral | null>,
  parser: SourceParser,
): AsyncGenerator<FoundLiteral> {
  const turns = parser.turns();
  for (const found of walk) {
    if (turns.isOver()) await turns.next();
    if (found !== null) yield found;
  }
}

/**
 * The sites of all literals that touch `span`, prompts or not, outermost first: what a person points at is a prompt
 * because they say so. A file that is a prompt as a whole gives its one site.
 * @throws PromptOpsError `missing-resource`.
 */
export async function findSitesAt(options: FindPromptsOptions, span: Span): Promise<readonly PromptSite[]> {
  const language = options.language ?? languageOfPath(options.path);
  if (language === null || skipReason(options.source, language, options.path) !== null) return [];
  if (language.id === 'notebook')
    return findNotebookSitesAt(options, span, { scan: findPrompts, sitesAt: findSitesAt });
  if (isDataLanguage(language)) return findDataSitesAt(options, language, span);
  const support = supportOf(language.id);
  if (support === null) return findPromptInFile({ ...options, isExplicit: true }, language).prompts;
  const parsed = options.parsed ?? (await options.parser.parse(language, options.source));
  try {
    const sites: PromptSite[] = [];
    const within = { start: span.start - longestPrefix, end: span.end + longestPrefix };
    const walk = walkLiterals({ parsed, support, minimumLength: 2, within });
    for await (const found of inTurns(walk, options.parser)) {
      const { start, end } = found.tree.span;
      const touches = start <= span.end && span.start <= end;
      const site = touches && !found.isPart ? siteOf(found, options, parsed, support) : null;
      if (site !== null) sites.push(site);
    }
    return sites;
  } finally {
    if (options.parsed === undefined) parsed.dispose();
  }
}

/** Whether a part belongs to a prompt; those around it are among the latest. */
function liesInOneOf(wholes: readonly PromptSite[], { tree }: FoundLiteral): boolean {
  return wholes
    .slice(-deepestNesting)
    .some(({ span }) => span.start <= tree.span.start && tree.span.end <= span.end);
}

function literalOf({ tree }: FoundLiteral, isPrompt: boolean): SourceLiteral {
  const { span, decoded } = tree;
  return {
    span,
    form: literalForm(tree),
    value: decoded.text,
    interpolations: interpolationsOf(decoded),
    isPrompt,
  };
}

/** The site of a literal that is a prompt; null for every other one. */
function judge(
  found: FoundLiteral,
  options: FindPromptsOptions,
  parsed: ParsedSource,
  support: LanguageSupport,
): PromptSite | null {
  const site = siteOf(found, options, parsed, support);
  return site !== null && site.confidence >= detectionOf(options).threshold ? site : null;
}

/** A literal as a site, with its score; null when a function around it cannot be mapped back. */
function siteOf(
  { tree, node }: FoundLiteral,
  options: FindPromptsOptions,
  parsed: ParsedSource,
  support: LanguageSupport,
): PromptSite | null {
  const ancestors = ancestorsOf(node);
  const context = support.describe(tree, node, ancestors, parsed.source);
  const decoded = applyTransforms(wrappersOf(node, ancestors, familyOf(parsed.language)), tree.decoded);
  if (decoded === null) return null;
  const hasInterpolations = decoded.segments.some(({ kind }) => kind === 'interpolation');
  const { confidence, reasons } = scorePrompt({
    context,
    text: judgedText(tree, decoded),
    path: options.path,
    hasInterpolations,
    settings: detectionOf(options),
  });
  const facts = {
    language: parsed.language.id,
    form: context.role === null ? literalForm(tree) : ('message' as const),
    name: context.name,
    symbolPath: context.symbolPath,
    span: tree.span,
    confidence,
    reasons,
  };
  return createPromptSite(facts, decoded);
}

/** The text that tells whether it is a prompt: code between the literals of a chain says nothing. */
function judgedText(tree: LiteralTree, decoded: DecodedText): string {
  if (!isMixed(tree)) return decoded.text;
  return decoded.segments
    .map(({ kind, start, end }) =>
      kind === 'interpolation' && end - start > longestName ? '{code}' : decoded.text.slice(start, end),
    )
    .join('');
}

/** Where it stands, literals of one word can be prompts too. */
export const promptDirective = /promptops:\s{0,8}prompt\b/;

/** A cheap look before the costly one: three words at least, unless the file has directives. */
function isWorthJudging(text: string, hasDirectives: boolean): boolean {
  return hasDirectives || /\S\s+\S+\s+\S/.test(text.slice(0, 400));
}
