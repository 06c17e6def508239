import type { EncodingName, PromptForm, Quality, Tier, TokenProvenance, Verdict } from '../model.ts';
import type { RunReport } from '../report/run-report.ts';

/**
 * Keeps every text a prompt ever had, with its evidence. A promise of a `record…` method resolves only when the record
 * would survive the process being killed and the machine losing power. Every method rejects with a `PromptOpsError`
 * `history-unavailable` when the store cannot do its work; nothing else of the product depends on it succeeding.
 */
export interface HistoryStore {
  /** Which tracked prompt this is; a prompt seen for the first time becomes one. */
  identify(request: IdentifyRequest): Promise<string>;

  /** The same question without a trace: null when `identify` would start a new history. Nothing is written. */
  find(request: IdentifyRequest): Promise<string | null>;

  /**
   * The opposite question: which of all the prompts that a file holds now is the tracked one. Returns its index, or null
   * when none is. Nothing is written.
   */
  locate(request: LocateRequest): Promise<number | null>;

  /**
   * Records the text that stands in the file now: as `original` the first time, as `edited` when a person has changed
   * it since. Nothing is added when it is known already; an edit whose text has gone again becomes `undone`.
   */
  recordOriginal(entry: TextEntry): Promise<Version>;

  /** Keeps the report of a run, its original and the candidates of its front. */
  recordRun(entry: RunEntry): Promise<RecordedRun>;

  /** To be awaited before a file is edited: the version is `pending` until `markOutcome` says how the edit ended. */
  recordApplied(entry: AppliedEntry): Promise<Version>;

  /** The same as `recordApplied` for a text that comes back out of the history. */
  recordRestored(entry: { readonly versionId: string }): Promise<Version>;

  /** Says how the edit behind an `applied` or `restored` version ended; `note` tells a person why. */
  markOutcome(mark: OutcomeMark): Promise<void>;

  /** A file was renamed or moved: its prompts keep their history. A folder moves everything below it. */
  moveFile(move: { readonly from: string; readonly to: string }): Promise<void>;

  /** All prompts that have a version, by file and then by line. */
  listPrompts(): Promise<readonly PromptSummary[]>;

  /** Versions of a prompt, newest first. */
  listVersions(promptId: string, page: PageRequest): Promise<VersionPage>;

  /** One version with its text; null when there is none of that id. */
  version(id: string): Promise<VersionWithText | null>;

  /** The report of the newest run of a prompt, or null. */
  latestReport(promptId: string): Promise<RunReport | null>;

  /** One run with the prompt that it was made for, or null. */
  findRun(run: string): Promise<{ readonly promptId: string; readonly report: RunReport } | null>;

  /** Changes whenever anything was written, by this process or another one. */
  stamp(): Promise<string>;

  close(): Promise<void>;
}

/** Where a version came from. */
export type VersionOrigin = 'original' | 'candidate' | 'applied' | 'restored' | 'edited';

/** How the edit behind an `applied` or `restored` version ended. */
export type EditOutcome = 'pending' | 'applied' | 'refused' | 'undone';

/**
 * Where a tracked prompt was last seen. `file` is relative to its workspace folder, or absolute outside of one, with
 * `/` between its parts. `symbolPath` names what encloses the prompt, outermost first, separated by dots; it is empty
 * when nothing does. `line` counts from 1.
 */
export interface PromptPlace {
  readonly file: string;
  readonly line: number;
  readonly symbolPath: string;
  readonly name: string | null;
  readonly form: PromptForm;
  /** The editor's identifier of the language of the file. */
  readonly language: string;
}

export interface FoundPrompt extends PromptPlace {
  readonly text: string;
}

export interface TrackedPrompt extends PromptPlace {
  readonly id: string;
}

export interface PromptSummary extends TrackedPrompt {
  readonly versionCount: number;
  /** When the newest version was added, in milliseconds since the epoch. */
  readonly lastChangedAt: number;
  /** SHA-256 of the text that was last seen in the file. */
  readonly currentHash: string;
}

export interface IdentifyRequest {
  readonly prompt: FoundPrompt;
  /** The other prompts that the file holds now; none of them may lose its history to `prompt`. */
  readonly others: readonly FoundPrompt[];
  /** Whether a file that once held prompts is no longer there; absent: no prompt moves between files. */
  readonly isFileGone?: (file: string) => Promise<boolean>;
}

export interface LocateRequest {
  readonly promptId: string;
  readonly prompts: readonly FoundPrompt[];
}

export interface MeasuredTokens {
  readonly value: number;
  readonly provenance: TokenProvenance;
  readonly encoding: EncodingName;
}

export interface MeasuredQuality {
  readonly value: number;
  readonly tier: Tier;
}

/** One text of one prompt at one time. What is not known is null. */
export interface Version {
  readonly id: string;
  readonly promptId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly origin: VersionOrigin;
  /** SHA-256 of the text, in hexadecimal digits. */
  readonly textHash: string;
  readonly tokens: MeasuredTokens | null;
  readonly quality: MeasuredQuality | null;
  readonly verdict: Verdict | null;
  readonly runId: string | null;
  readonly outcome: EditOutcome | null;
  readonly note: string | null;
  /** The version this one was made from. */
  readonly basis: { readonly id: string; readonly tokens: MeasuredTokens | null } | null;
}

export interface VersionWithText extends Version {
  readonly text: string;
}

export interface TextEntry {
  readonly promptId: string;
  readonly text: string;
  readonly tokens?: MeasuredTokens | null;
  readonly quality?: Pick<Quality, 'value' | 'tier'> | null;
}

/** What was not measured anew is taken from an earlier version of the prompt with the very same text. */
export interface AppliedEntry extends TextEntry {
  readonly runId?: string | null;
  readonly verdict?: Verdict | null;
}

export interface OutcomeMark {
  readonly versionId: string;
  readonly outcome: Exclude<EditOutcome, 'pending'>;
  readonly note?: string;
}

export interface RunEntry {
  readonly promptId: string;
  readonly report: RunReport;
  /** The run saw a part of the prompt only (a selection): its texts are no versions, and just the report is kept. */
  readonly isPart?: boolean;
}

export interface RecordedRun {
  /** Null when the run saw a part of the prompt. */
  readonly originalId: string | null;
  readonly candidateIds: readonly string[];
}

export interface PageRequest {
  /** Most versions of one page, at least 1. */
  readonly limit: number;
  /** Identifier of the last version of the page before this one. */
  readonly before?: string | undefined;
}

export interface VersionPage {
  readonly versions: readonly Version[];
  readonly hasMore: boolean;
}
