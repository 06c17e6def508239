import { PromptOpsError } from '../core/errors.ts';
import type { Engine, TargetInFile } from '../core/engine.ts';
import { createLineIndex, type LinePosition } from '../core/report/line-index.ts';
import { findPrompts } from '../core/source/find-prompts.ts';
import { baseName } from '../core/source/languages.ts';
import type { PromptSite, ScanResult, SkipReason } from '../core/source/prompt-site.ts';
import { readDetection } from './detection-settings.ts';
import { evidencePath } from './evidence-path.ts';
import type { CommandIo } from './io.ts';
import type { InputText } from './read-input.ts';

/** Files without a language of their own that are text for a model all the same: templates, or no ending at all. */
const textEndings =
  /^[^.]+$|\.(?:text|tmpl|tpl|template|mustache|hbs|handlebars|liquid|mdc|mdx|rst|adoc|org)$/iu;

/**
 * The prompt that an argument of the command line names: the whole of standard input or of a text file, the one prompt
 * of a source file, or the one at a line.
 * @throws PromptOpsError `no-prompt-here`, `invalid-argument`, `unsupported-language`, `file-too-large`.
 */
export async function selectTarget(engine: Engine, input: InputText, io: CommandIo): Promise<TargetInFile> {
  if (input.absolutePath === null) return wholeText(input);
  const { prompts, skipped } = await findNamedPrompts(engine, input, io);
  if (skipped === 'unsupported-language') return textFile(input);
  if (skipped !== null) throw skippedFile(input, skipped);
  const site = input.line === null ? onlyPrompt(prompts, input) : promptAtLine(prompts, input, input.line);
  return { ...inFile(input), target: { kind: 'site', site } };
}

/** The prompts of a file that a person named. */
export async function findNamedPrompts(
  { parser }: Engine,
  { absolutePath, text: source, file }: InputText,
  io: CommandIo,
): Promise<ScanResult> {
  const path =
    absolutePath === null
      ? file
      : evidencePath(absolutePath, { workingDirectory: io.workingDirectory, root: null });
  const detection = await readDetection(io);
  return findPrompts({ path, source, parser, isExplicit: true, detection });
}

function textFile(input: InputText): TargetInFile {
  const { file, line } = input;
  if (!textEndings.test(baseName(file))) throw unsupportedLanguage(file);
  if (line === null) return wholeText(input);
  throw new PromptOpsError({
    reason: 'unsupported-language',
    message: `${file} is one prompt as a whole; it has none at line ${line}.`,
    nextStep: `Leave \`:${line}\` out.`,
  });
}

function wholeText(input: InputText): TargetInFile {
  const { text } = input;
  return { ...inFile(input), target: { kind: 'text', span: { start: 0, end: text.length }, text } };
}

function inFile({ file, absolutePath, text }: InputText): Omit<TargetInFile, 'target'> {
  return { file, path: absolutePath ?? file, source: text };
}

function onlyPrompt(prompts: readonly PromptSite[], input: InputText): PromptSite {
  const [first, ...others] = prompts;
  if (first === undefined) throw noPrompt(`${input.file} holds no prompt.`, prompts, input);
  if (others.length > 0) throw noPrompt(`${input.file} holds ${prompts.length} prompts.`, prompts, input);
  return first;
}

function promptAtLine(prompts: readonly PromptSite[], input: InputText, line: number): PromptSite {
  const { file, text, column } = input;
  const position = createLineIndex(text);
  checkLine(line, position(text.length).line, file);
  const onLine = prompts.filter(({ span }) => {
    return position(span.start).line <= line && line <= position(Math.max(span.start, span.end - 1)).line;
  });
  const chosen =
    onLine.length > 1 && column !== null ? nearestBefore(onLine, position, { line, column }) : onLine;
  const [first, ...others] = chosen;
  if (first === undefined) throw noPrompt(`Line ${line} of ${file} holds no prompt.`, prompts, input);
  if (others.length > 0)
    throw severalOnLine(
      `${file}:${line}`,
      onLine.map(({ span }) => position(span.start)),
      file,
    );
  return first;
}

/** The prompt that a place lies in, or else the last one before it. */
function nearestBefore(
  prompts: readonly PromptSite[],
  position: (offset: number) => LinePosition,
  place: LinePosition,
): readonly PromptSite[] {
  const before = prompts.findLast(({ span }) => {
    const { line, column } = position(span.start);
    return line < place.line || column <= place.column;
  });
  return before === undefined ? prompts.slice(0, 1) : [before];
}

function checkLine(line: number, lines: number, file: string): void {
  if (line >= 1 && line <= lines) return;
  throw new PromptOpsError({
    reason: 'invalid-argument',
    message: line === 0 ? `${file} has no line 0.` : `${file} has no line ${line}; it ends at line ${lines}.`,
    nextStep: 'Lines count from 1.',
  });
}

function severalOnLine(place: string, starts: readonly LinePosition[], file: string): PromptOpsError {
  const places = starts.map(({ line, column }) => `${file}:${line}:${column}`);
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: `${place} holds ${starts.length} prompts.`,
    nextStep: `Name one of them: ${listed(places)}.`,
  });
}

function noPrompt(
  message: string,
  prompts: readonly PromptSite[],
  { file, text }: InputText,
): PromptOpsError {
  const position = createLineIndex(text);
  const places = prompts.map(({ span }) => `${file}:${position(span.start).line}`);
  const nextStep =
    places.length === 0
      ? 'Put a comment `promptops: prompt` above a string, or pipe the text in and name `-`.'
      : `Name one of them: ${listed([...new Set(places)])}.`;
  return new PromptOpsError({ reason: 'no-prompt-here', message, nextStep });
}

/** Places that fit in a message. */
const mostPlaces = 10;

function listed(places: readonly string[]): string {
  return places.slice(0, mostPlaces).join(', ') + (places.length > mostPlaces ? ', …' : '');
}

function unsupportedLanguage(file: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'unsupported-language',
    message: `${file} is in a language in which no prompts are found.`,
    nextStep: 'Pipe the text of the prompt in and name `-`.',
  });
}

function skippedFile({ file }: InputText, skipped: SkipReason): PromptOpsError {
  return new PromptOpsError({
    reason: skipped === 'too-large' ? 'file-too-large' : 'no-prompt-here',
    message: `${file} was not looked into: ${describeSkip(skipped)}.`,
    nextStep: 'Pipe the text of the prompt in and name `-`.',
  });
}

/** Why a file was left out, as a phrase; other reasons stand for themselves. */
export function describeSkip(reason: string): string {
  return skipPhrases[reason] ?? reason;
}

const skipPhrases: Readonly<Record<string, string>> = {
  'unsupported-language': 'unsupported language',
  binary: 'binary file',
  'too-large': 'too large',
  'file-too-large': 'too large',
  minified: 'minified code',
  excluded: 'left out by the settings',
  'not-a-prompt-file': 'not a prompt file',
  'not-text': 'not a text file in UTF-8',
  'file-unreadable': 'not readable',
  'file-not-found': 'gone meanwhile',
};
