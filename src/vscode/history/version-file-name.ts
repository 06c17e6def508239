import { versionTitle, type Wording } from './history-view-model.ts';
import type { TrackedPrompt, Version } from '../../core/history/history-store.ts';

/** The name of the document of a version: prompt, origin and time, and an ending that gives the language. */
export function versionFileName(prompt: TrackedPrompt, version: Version, wording: Wording): string {
  return fileName(prompt, versionTitle(version, wording));
}

export function currentFileName(prompt: TrackedPrompt, wording: Wording): string {
  return fileName(prompt, wording.translate('Current'));
}

/**
 * A prompt file keeps its own ending, for its text is the file. A prompt out of code is shown as Markdown, which is what
 * models are written to.
 */
function fileName(prompt: TrackedPrompt, title: string): string {
  const base = prompt.file.slice(prompt.file.lastIndexOf('/') + 1);
  const dot = base.indexOf('.', 1);
  const ending = prompt.form === 'file' && dot > 0 ? base.slice(dot) : '.md';
  const name = prompt.form === 'file' && dot > 0 ? base.slice(0, dot) : (prompt.name ?? base);
  return `${withoutSeparators(`${name} (${title})`)}${ending}`;
}

/** A name is one part of a path; control characters would garble the tab. */
function withoutSeparators(text: string): string {
  return text.replaceAll(/[/\\\u0000-\u001f\u007f]/gu, '-');
}
