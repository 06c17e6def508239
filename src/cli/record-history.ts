import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TargetInFile } from '../core/engine.ts';
import { describeError } from '../core/errors.ts';
import type { FoundPrompt, HistoryStore } from '../core/history/history-store.ts';
import type { ModelLatency } from '../core/models/model-latency.ts';
import type { RunReport } from '../core/report/run-report.ts';
import type { PromptSite } from '../core/source/prompt-site.ts';
import { lineAt, spanOfTarget } from '../core/target/prompt-target.ts';
import { SqliteHistory } from '../node/history/sqlite-history.ts';
import { randomIds, systemClock } from '../node/system.ts';
import type { CommandIo } from './io.ts';

interface RecordInput {
  readonly subject: TargetInFile;
  /** The prompts of the file: none of them may lose its history to the subject. */
  readonly prompts: readonly PromptSite[];
  readonly report: RunReport;
  readonly absolutePath: string;
  readonly io: CommandIo;
  readonly write: () => Promise<void>;
}

/** Keeps run and versions before `write` changes the file, and notes how the edit ended. */
export async function recordBeforeWriting({
  subject,
  prompts,
  report,
  absolutePath,
  io,
  write,
}: RecordInput): Promise<void> {
  const history = openCliHistory(io);
  try {
    const file = historyPath(absolutePath, io);
    const prompt = { ...foundPrompt(subject), file };
    const others = othersOf(subject, prompts).map((other) => ({ ...foundPrompt(other), file }));
    const promptId = await history.identify({ prompt, others, isFileGone: isFileGoneIn(io) });
    await history.recordRun({ promptId, report });
    const { id: versionId } = await history.recordApplied({
      promptId,
      text: report.candidate?.text ?? prompt.text,
      runId: report.run,
    });
    await writeAndMark(history, versionId, write);
  } finally {
    await history.close();
  }
}

/** The other prompts of the file of a subject. */
function othersOf(subject: TargetInFile, prompts: readonly PromptSite[]): readonly TargetInFile[] {
  const own = spanOfTarget(subject.target).start;
  return prompts
    .filter((site) => site.span.start !== own)
    .map((site) => ({ ...subject, target: { kind: 'site', site } }));
}

/** Whether a file of the history is not there any more: its prompts may have moved. */
function isFileGoneIn({ workingDirectory }: CommandIo): (file: string) => Promise<boolean> {
  return (file) =>
    access(path.resolve(workingDirectory, file)).then(
      () => false,
      () => true,
    );
}

async function writeAndMark(
  history: HistoryStore,
  versionId: string,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    await history.markOutcome({ versionId, outcome: 'refused', note: describeError(error) });
    throw error;
  }
  await history.markOutcome({ versionId, outcome: 'applied' });
}

function foundPrompt({ target, source, file, path: filePath }: TargetInFile): FoundPrompt {
  const line = lineAt(source, spanOfTarget(target).start);
  if (target.kind === 'text') {
    return { file, line, symbolPath: '', name: null, form: 'file', language: 'plaintext', text: target.text };
  }
  const { symbolPath, name, form, text, language } = target.site;
  return { file: filePath, line, symbolPath: symbolPath.join('.'), name, form, language, text };
}

/** The history of the terminal for one working folder, apart from the editor's: `$XDG_DATA_HOME/promptops/…`. */
export function openCliHistory(io: CommandIo): HistoryStore {
  return new SqliteHistory({
    file: historyFile(io),
    clock: systemClock,
    ids: randomIds,
    onNotice: (notice) => void io.stderr.write(`${notice}\n`),
  });
}

/** What calls of models took in earlier runs of this folder; nothing where there is no history that can be read. */
export async function readLatencies(io: CommandIo): Promise<readonly ModelLatency[]> {
  const isThere = await access(historyFile(io)).then(
    () => true,
    () => false,
  );
  if (!isThere) return [];
  const history = openCliHistory(io);
  try {
    return await history.modelLatencies();
  } catch {
    // The forecast says that it rests on nothing measured; whoever needs the history is told what is wrong with it.
    return [];
  } finally {
    await history.close();
  }
}

function historyFile({ environment, workingDirectory }: CommandIo): string {
  // The XDG base directory specification has empty and relative values ignored.
  const configured = environment['XDG_DATA_HOME'] ?? '';
  const dataHome = path.isAbsolute(configured) ? configured : path.join(os.homedir(), '.local', 'share');
  const workspace = createHash('sha256').update(path.resolve(workingDirectory)).digest('hex').slice(0, 16);
  return path.join(dataHome, 'promptops', workspace, 'history.db');
}

/** A file as the history names it: relative to the working folder where it lies below it. */
export function historyPath(absolutePath: string, { workingDirectory }: CommandIo): string {
  const relative = path.relative(workingDirectory, absolutePath);
  const isOutside = relative.startsWith('..') || path.isAbsolute(relative);
  return (isOutside ? absolutePath : relative).replaceAll('\\', '/');
}
