import { PromptOpsError } from '../core/errors.ts';
import type { Engine, TargetInFile } from '../core/engine.ts';
import { findPrompts } from '../core/source/find-prompts.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';
import { lineAt } from '../core/target/prompt-target.ts';
import type { InputText } from './read-input.ts';

/** Line breaks and a byte order mark around a text on standard input belong to the terminal, not to the prompt. */
export async function selectTarget(engine: Engine, input: InputText): Promise<TargetInFile> {
  if (input.absolutePath === null) return wholeText(input);
  const { prompts, skipped } = await findPrompts({
    path: input.absolutePath,
    source: input.text,
    parser: engine.parser,
    isExplicit: true,
  });
  if (skipped === 'unsupported-language' && input.line === null) return wholeText(input);
  const site = input.line === null ? onlyPrompt(prompts, input) : promptAtLine(prompts, input, input.line);
  return { ...inFile(input), target: { kind: 'site', site } };
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
  const found = prompts.find(
    ({ span }) => lineAt(input.text, span.start) <= line && line <= lineAt(input.text, span.end),
  );
  if (found === undefined) throw noPrompt(`Line ${line} of ${input.file} holds no prompt.`, prompts, input);
  return found;
}

function noPrompt(
  message: string,
  prompts: readonly PromptSite[],
  { file, text }: InputText,
): PromptOpsError {
  const places = prompts.slice(0, 10).map(({ span }) => `${file}:${lineAt(text, span.start)}`);
  const nextStep =
    places.length === 0
      ? 'Mark a string with a comment `promptops: prompt` above it, or pipe the text in and name `-`.'
      : `Name one of them: ${places.join(', ')}${prompts.length > places.length ? ', …' : ''}.`;
  return new PromptOpsError({ reason: 'no-prompt-here', message, nextStep });
}
