import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../../core/errors.ts';
import { parseBundle, type HistoryBundle } from '../../core/history/bundle.ts';
import { exportBundle } from '../../core/history/export-bundle.ts';
import { choosePrompts, type HistoryFilter } from '../../core/history/history-report.ts';
import type { HistoryStore } from '../../core/history/history-store.ts';
import { sensitiveInBundle } from '../../core/history/sensitive-texts.ts';
import { counted } from '../../core/report/format-number.ts';
import { historyToHtml } from '../../core/report/history-html.ts';
import { historyToMarkdown } from '../../core/report/history-markdown.ts';
import { visibleText } from '../../core/report/visible-text.ts';
import { hashText } from '../../node/history/text-content.ts';
import { systemClock } from '../../node/system.ts';
import type { CommandIo } from '../io.ts';

/** Bytes of a bundle that are read at most. */
const mostBytes = 200_000_000;

interface ExportRequest {
  readonly filter: HistoryFilter;
  /** Its ending decides on the form: `.json`, `.md` or `.html`. */
  readonly file: string;
}

/** Writes a history into a file. What nobody else should read is named on stderr. */
export async function exportHistory(
  history: HistoryStore,
  { filter, file }: ExportRequest,
  { workingDirectory, stdout, stderr }: CommandIo,
): Promise<void> {
  const render = renderers[path.extname(file).toLowerCase()];
  if (render === undefined) throw unknownEnding(file);
  const chosen = choosePrompts(await history.listPrompts(), filter);
  const promptIds = chosen.map(({ id }) => id);
  const bundle = await exportBundle(history, { kind: 'prompts', promptIds }, new Date(systemClock.now()));
  for (const { what, prompts } of sensitiveInBundle(bundle)) {
    stderr.write(`promptops: ${what} (${prompts.map((prompt) => visibleText(prompt, 40)).join(', ')}).\n`);
  }
  try {
    await writeFile(path.resolve(workingDirectory, file), render(bundle));
  } catch (cause) {
    throw notWritable(file, cause);
  }
  const versions = bundle.prompts.reduce((sum, prompt) => sum + prompt.versions.length, 0);
  stdout.write(
    `Exported ${counted(promptIds.length, 'prompt')} with ${counted(versions, 'version')} to ${visibleText(file)}.\n`,
  );
}

/** Adds a bundle that was checked; versions that are there already are not added again. */
export async function importHistory(
  history: HistoryStore,
  file: string,
  { workingDirectory, stdout }: CommandIo,
): Promise<void> {
  const bundle = parseBundle(await readBundle(file, workingDirectory), hashText);
  const { prompts, versions, runs, known } = await history.importBundle(bundle);
  const added = [counted(prompts, 'prompt'), counted(versions, 'version'), counted(runs, 'run')].join(', ');
  stdout.write(`Imported ${added}; ${counted(known, 'version')} known already.\n`);
}

const renderers: Readonly<Record<string, (bundle: HistoryBundle) => string>> = {
  '.json': (bundle) => `${JSON.stringify(bundle, null, 1)}\n`,
  '.md': historyToMarkdown,
  '.html': historyToHtml,
};

async function readBundle(file: string, workingDirectory: string): Promise<string> {
  const absolutePath = path.resolve(workingDirectory, file);
  try {
    const { size } = await stat(absolutePath);
    if (size <= mostBytes) return await readFile(absolutePath, 'utf8');
  } catch (cause) {
    throw notReadable(file, cause);
  }
  throw new PromptOpsError({
    reason: 'file-too-large',
    message: `${visibleText(file)} is larger than 200 MB.`,
    nextStep: 'Export fewer prompts.',
  });
}

function unknownEnding(file: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: `${visibleText(file)} has no ending that says in which form to export.`,
    nextStep: 'Name a file that ends with .json, .md or .html.',
  });
}

function notWritable(file: string, cause: unknown): PromptOpsError {
  return new PromptOpsError({
    reason: 'file-unreadable',
    message: `${visibleText(file)} cannot be written.`,
    nextStep: 'Check the folder and its permissions.',
    cause,
  });
}

function notReadable(file: string, cause: unknown): PromptOpsError {
  return new PromptOpsError({
    reason: 'file-not-found',
    message: `${visibleText(file)} cannot be read.`,
    nextStep: 'Check the name of the file and its permissions.',
    cause,
  });
}
