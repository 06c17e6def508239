import type { PromptText } from '../../../model.ts';
import type { CaseMessage, CasePrompt } from '../case-prompt.ts';
import { parseJson } from '../contained-json.ts';
import { isObject } from '../equal-json.ts';
import type { CasePlace } from '../evaluation-case.ts';
import type { ProblemSink, SuitePrompt } from './case-suite.ts';
import { entryOf, isEmptyValue, plainValue, stringOf, type LocatedValue } from './located-value.ts';
import { readYaml } from './read-yaml.ts';
import { refuseCode, type ReferencedFiles } from './referenced-files.ts';
import { UnsupportedPart } from './unsupported-part.ts';

/** A name of a file without `file://` in front: one word with an ending that promptfoo takes for a file. */
const bareFile = /^[^\s{}]{1,400}\.(?:txt|md|j2|json|jsonl|ya?ml|csv|[cm]?[jt]s|py)(?::\w+)?$/i;

const separator = '---';

/**
 * The prompts of a configuration: texts, files of texts separated by `---`, and lists of messages in JSON or YAML. Only
 * `{{name}}` is filled in them. What is no such prompt is reported and left out.
 * @throws PromptOpsError `invalid-tests`.
 */
export async function readPrompts(
  located: LocatedValue | undefined,
  files: ReferencedFiles,
  report: ProblemSink,
): Promise<readonly SuitePrompt[]> {
  if (located === undefined || isEmptyValue(located)) return [];
  const prompts: SuitePrompt[] = [];
  for (const item of located.kind === 'list' ? located.items : [located]) {
    try {
      prompts.push(...(await readPrompt(item, files)));
    } catch (error) {
      if (!(error instanceof UnsupportedPart)) throw error;
      report(error.place, `${error.message} The prompt is left out.`, 'prompt-left-out');
    }
  }
  return prompts;
}

async function readPrompt(item: LocatedValue, files: ReferencedFiles): Promise<readonly SuitePrompt[]> {
  const raw = stringOf(item) ?? stringOf(entryOf(item, 'raw')) ?? stringOf(entryOf(item, 'id'));
  if (raw === null || raw.trim() === '')
    throw new UnsupportedPart(item.place, 'A prompt must be a text or a file.');
  refuseOtherKeys(item);
  const label = stringOf(entryOf(item, 'label'));
  const { place } = item;
  if (raw.startsWith('file://') || bareFile.test(raw)) {
    const prompts = await Promise.all(
      (await files.expand(raw, place)).map((path) => promptsOfFile(path, place, files)),
    );
    return prompts.flat().map((prompt) => ({ ...prompt, label: label ?? prompt.label }));
  }
  if (/^[a-z]{2,20}:(?:\/\/)?\S+$/.test(raw)) refuseCode(raw, place);
  return [{ label: label ?? labelOf(raw), prompt: promptOfText(raw, place), place }];
}

function refuseOtherKeys(item: LocatedValue): void {
  if (item.kind !== 'map') return;
  for (const [key, { place, value }] of item.entries) {
    if (['raw', 'id', 'label', 'display'].includes(key) || isEmptyValue(value)) continue;
    throw new UnsupportedPart(place, `\`${key}\` of a prompt is not supported.`);
  }
}

async function promptsOfFile(
  path: string,
  place: CasePlace,
  files: ReferencedFiles,
): Promise<readonly SuitePrompt[]> {
  const source = (await files.readText(path, place)).replace(/^\ufeff/, '');
  const inFile = { file: path, line: 1, column: 1 };
  if (/\.csv$/i.test(path)) throw new UnsupportedPart(place, `${path}: prompts in CSV are not supported.`);
  const texts = textsOfFile(path, source);
  if (texts.length === 0) throw new UnsupportedPart(place, `${path} holds no prompt.`);
  return texts.map((text, index) => ({
    label: texts.length === 1 ? path : `${path} (${index + 1})`,
    prompt: promptOfText(text, inFile),
    place: inFile,
  }));
}

function textsOfFile(path: string, source: string): readonly string[] {
  if (/\.ya?ml$/i.test(path)) return [JSON.stringify(plainValue(readYaml(source, path)))];
  if (/\.jsonl$/i.test(path)) return source.split('\n').filter((line) => line.trim() !== '');
  if (!/\.txt$/i.test(path)) return source.trim() === '' ? [] : [source.trim()];
  const texts: string[][] = [[]];
  for (const line of source.split(/\r?\n/)) {
    if (line.trim() === separator) texts.push([]);
    else texts.at(-1)?.push(line);
  }
  return texts.map((lines) => lines.join('\n').trim()).filter((text) => text !== '');
}

/** A text, or the messages of a chat where it is a JSON list of them. */
function promptOfText(text: string, place: CasePlace): CasePrompt {
  const value = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  if (!isObject(value))
    return { messages: [{ role: 'user', prompt: plainText(text) }], notations: 'nunjucks' };
  if (!Array.isArray(value)) {
    throw new UnsupportedPart(place, 'A prompt in JSON must be a list of messages.');
  }
  return { messages: value.map((message) => messageOf(message, place)), notations: 'nunjucks' };
}

function messageOf(message: unknown, place: CasePlace): CaseMessage {
  const { role, content } = isObject(message) ? message : {};
  if ((role === 'system' || role === 'user') && typeof content === 'string') {
    return { role, prompt: plainText(content) };
  }
  throw new UnsupportedPart(place, 'Messages must have the role system or user, and a text.');
}

function plainText(text: string): PromptText {
  return { text, interpolations: [] };
}

function labelOf(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
