import { defaultDetection, isInPromptFolder } from './detection/detection-settings.ts';
import type { FindPromptsOptions } from './find-prompts.ts';
import type { SourceLanguage } from './languages.ts';
import { baseName } from './languages.ts';
import { decodeFile, frontMatterOf, promptFileBody } from './prompt-file.ts';
import type { ScanResult } from './prompt-site.ts';
import { createPromptSite } from './prompt-site.ts';

/** A file that is a prompt as a whole, if there is reason to take it for one. */
export function findPromptInFile(options: FindPromptsOptions, language: SourceLanguage): ScanResult {
  const { source, path } = options;
  const reasons = fileReasons(options, language);
  const span = promptFileBody(source);
  const decoded = decodeFile(source, span);
  if (reasons.length === 0) return { prompts: [], literals: null, skipped: 'not-a-prompt-file' };
  if (decoded.text.trim() === '') return { prompts: [], literals: null, skipped: null };
  const name = baseName(path);
  const facts = {
    language: language.id,
    form: 'file' as const,
    name,
    symbolPath: [name],
    span,
    confidence: options.isExplicit === true || language.id === 'prompt' ? 1 : 0.9,
    reasons,
  };
  return { prompts: [createPromptSite(facts, decoded)], literals: null, skipped: null };
}

/** Keys of front matter that only files for models have. */
const modelKeys =
  /^(?:model|models|tools|mode|agent|applyTo|temperature|inputs?|parameters|allowed-tools|argument-hint|max_tokens|maxTokens)\s{0,4}:/m;
/** Folders in which every text is a prompt. */
const promptFolders = /(^|[/\\])(?:prompts?|system[-_]prompts?|instructions|chatmodes)[/\\]/i;
/** Folders in which files with front matter are prompts, among other documents. */
const agentFolders = /(^|[/\\])(?:agents|skills|commands)[/\\]/i;
/** Files that are about a folder, not part of what is in it. */
const documents = /^(?:readme|changelog|license|licence|contributing|code_of_conduct|security)\b/i;

function fileReasons(options: FindPromptsOptions, language: SourceLanguage): string[] {
  const { source, path, isExplicit, detection = defaultDetection } = options;
  const reasons: string[] = [];
  if (/promptops:\s{0,4}ignore\b/.test(source.slice(0, 400)))
    return isExplicit === true ? ['named by you'] : [];
  if (isExplicit === true) reasons.push('named by you');
  if (language.id === 'prompt') reasons.push('a prompt file by its name');
  if (isInPromptFolder(detection, path)) reasons.push('setting "promptops.detection.promptFolders"');
  const isInFolder = promptFolders.test(path) && !documents.test(baseName(path));
  if (language.id === 'jinja' && (isInFolder || /prompt/i.test(baseName(path))))
    reasons.push('a template among prompts');
  if (language.id === 'text' && isInFolder) reasons.push('in a folder of prompts');
  if (language.id === 'markdown') reasons.push(...markdownReasons(source, path, isInFolder));
  if (/promptops:\s{0,4}prompt\b/.test(source.slice(0, 400))) reasons.push('comment "promptops: prompt"');
  return reasons;
}

function markdownReasons(source: string, path: string, isInFolder: boolean): string[] {
  const frontMatter = frontMatterOf(source);
  if (frontMatter === null) return isInFolder ? ['in a folder of prompts'] : [];
  const keys = source.slice(frontMatter.start, frontMatter.end);
  if (modelKeys.test(keys)) return ['front matter for a model'];
  return isInFolder || agentFolders.test(path) ? ['front matter, in a folder of prompts'] : [];
}
