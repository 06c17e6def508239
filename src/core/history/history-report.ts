import type {
  HistoryStore,
  MeasuredQuality,
  MeasuredTokens,
  PromptSummary,
  VersionWithText,
} from './history-store.ts';
import { currentVersionId, tokenDelta } from './token-delta.ts';
import type { PromptForm, Verdict } from '../model.ts';

/** The document of `promptops history --json`. What is unknown is null; fields are added, never renamed. */
export interface HistoryDocument {
  readonly prompts: readonly PromptHistory[];
}

export interface PromptHistory {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly symbolPath: string;
  readonly name: string | null;
  readonly form: PromptForm;
  readonly language: string;
  readonly versions: readonly VersionEntry[];
}

export interface VersionEntry {
  readonly id: string;
  /** ISO 8601, in UTC. */
  readonly createdAt: string;
  readonly origin: VersionWithText['origin'];
  /** Whether this is the text that was last seen in the file. */
  readonly current: boolean;
  readonly tokens: MeasuredTokens | null;
  readonly tokensDelta: number | null;
  readonly quality: MeasuredQuality | null;
  readonly verdict: Verdict | null;
  readonly outcome: VersionWithText['outcome'];
  readonly runId: string | null;
  readonly basisId: string | null;
  readonly note: string | null;
  readonly text: string;
}

/** Restricts a report to one file, and there to the prompt that starts at or last before `line`. */
export interface HistoryFilter {
  readonly file: string | null;
  readonly line: number | null;
}

/** Reads the history of the chosen prompts, each with its versions newest first. */
export async function readHistory(history: HistoryStore, filter: HistoryFilter): Promise<HistoryDocument> {
  const prompts: PromptHistory[] = [];
  for (const prompt of choosePrompts(await history.listPrompts(), filter)) {
    prompts.push(await readPrompt(history, prompt));
  }
  return { prompts };
}

/** The report for people: a heading for each prompt, then a line for each version. */
export function formatHistory({ prompts }: HistoryDocument): string {
  if (prompts.length === 0) return 'No versions yet. Optimize a prompt, and its original is kept here.\n';
  return prompts.map(formatPrompt).join('\n');
}

/** The prompts that a filter lets through. */
export function choosePrompts(
  prompts: readonly PromptSummary[],
  { file, line }: HistoryFilter,
): readonly PromptSummary[] {
  const ofFile = file === null ? prompts : prompts.filter((prompt) => prompt.file === file);
  if (line === null) return ofFile;
  const nearest = ofFile.findLast((prompt) => prompt.line <= line);
  return nearest === undefined ? [] : [nearest];
}

/** Versions that are read at a time. */
const PAGE_SIZE = 200;

async function readPrompt(history: HistoryStore, prompt: PromptSummary): Promise<PromptHistory> {
  const { id, file, line, symbolPath, name, form, language } = prompt;
  const versions: VersionWithText[] = [];
  let before: string | undefined;
  for (let hasMore = true; hasMore;) {
    const page = await history.listVersions(id, { limit: PAGE_SIZE, before });
    for (const { id: versionId } of page.versions) {
      const version = await history.version(versionId);
      if (version !== null) versions.push(version);
    }
    before = page.versions.at(-1)?.id;
    hasMore = page.hasMore;
  }
  const currentId = currentVersionId(versions, prompt.currentHash);
  const entries = versions.map((version) => entryOf(version, version.id === currentId));
  return { id, file, line, symbolPath, name, form, language, versions: entries };
}

function entryOf(version: VersionWithText, current: boolean): VersionEntry {
  const { id, createdAt, origin, tokens, quality, verdict, outcome, runId, basis, note, text } = version;
  return {
    id,
    createdAt: new Date(createdAt).toISOString(),
    origin,
    current,
    tokens,
    tokensDelta: tokenDelta(version),
    quality,
    verdict,
    outcome,
    runId,
    basisId: basis?.id ?? null,
    note,
    text,
  };
}

function formatPrompt({ file, line, name, versions }: PromptHistory): string {
  const title = name === null ? `${file}:${line}` : `${printable(name)}  ${file}:${line}`;
  const rows = versions.map((version) => [
    version.current ? '*' : ' ',
    version.createdAt.slice(0, 16).replace('T', ' '),
    originText(version),
    tokensText(version),
    version.quality === null
      ? 'quality unknown'
      : `quality ${version.quality.value.toFixed(1)} (${version.quality.tier})`,
    version.verdict ?? '',
    version.id,
  ]);
  const heading = `${title}, ${versions.length} ${versions.length === 1 ? 'version' : 'versions'}, UTC`;
  return `${printable(heading)}\n${alignColumns(rows)}\n`;
}

function originText({ origin, outcome }: VersionEntry): string {
  return outcome === null || outcome === 'applied' ? origin : `${origin}, ${outcome}`;
}

function tokensText({ tokens, tokensDelta }: VersionEntry): string {
  if (tokens === null) return 'tokens unknown';
  if (tokensDelta === null) return `${tokens.value} tokens`;
  const sign = tokensDelta > 0 ? '+' : '';
  return `${tokens.value} tokens (${sign}${tokensDelta})`;
}

/** Control characters of a file name or a symbol must not steer a terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
