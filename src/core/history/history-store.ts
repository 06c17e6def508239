import type {
  EncodingName,
  PromptForm,
  Quality,
  RunSettings,
  Tier,
  TokenProvenance,
  Verdict,
} from '../model.ts';
import type { RunEvent } from '../pcv/events.ts';
import type { ModelLatency } from '../models/model-latency.ts';
import type { RunReport } from '../report/run-report.ts';
import type { BundledRun, HistoryBundle } from './bundle.ts';
import type { DailyFacts, DaysRequest, RoleFacts } from './daily-facts.ts';
import type { FavoriteStore } from './favorite.ts';
import type { HistorySize, RetentionPlan, RetentionPolicy } from './retention.ts';
import type { Annotation, VersionMarks } from './version-marks.ts';

/**
 * Keeps every text a prompt ever had, with its evidence. A promise of a `record…` method resolves only when the record
 * would survive the process being killed and the machine losing power. Every method rejects with a `PromptOpsError`
 * `history-unavailable` when the store cannot do its work; nothing else of the product depends on it succeeding.
 */
export interface HistoryStore extends FavoriteStore {
  /** Which tracked prompt this is; a prompt seen for the first time becomes one. */
  identify(request: IdentifyRequest): Promise<string>;

  /** The same question without a trace: null when `identify` would start a new history. Nothing is written. */
  find(request: IdentifyRequest): Promise<string | null>;

  /** How many versions each prompt of a file has: 0 for those that the history does not know. Nothing is written. */
  countVersions(request: FilePrompts): Promise<readonly number[]>;

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

  /** Keeps what a person says of a version; the fields that are not given stay as they are. */
  annotate(annotation: Annotation): Promise<Version>;

  /** Says that a person decided on the result of a run without an edit. Applying and undoing say it by themselves. */
  reviewRun(decision: { readonly run: string; readonly review: Review }): Promise<void>;

  /** Marks a prompt as a favourite, or takes the mark back. */
  setFavorite(choice: { readonly promptId: string; readonly isFavorite: boolean }): Promise<void>;

  /** A file was renamed or moved: its prompts keep their history. A folder moves everything below it. */
  moveFile(move: { readonly from: string; readonly to: string }): Promise<void>;

  /** All prompts that have a version, by file and then by line. */
  listPrompts(): Promise<readonly PromptSummary[]>;

  /** Versions of a prompt, newest first. */
  listVersions(promptId: string, page: PageRequest): Promise<VersionPage>;

  /** Versions whose text, name, comment or tags hold `text` in whatever case, newest first. */
  search(request: SearchRequest): Promise<readonly Version[]>;

  /** One version with its text; null when there is none of that id. */
  version(id: string): Promise<VersionWithText | null>;

  /** The report of the newest run of a prompt, or null. */
  latestReport(promptId: string): Promise<RunReport | null>;

  /** One run with the prompt that it was made for, or null. */
  findRun(run: string): Promise<{ readonly promptId: string; readonly report: RunReport } | null>;

  /** The runs of a prompt with their reports, newest first. */
  listRuns(promptId: string): Promise<readonly BundledRun[]>;

  /** What `importBundle` would add now. Nothing is written. */
  planImport(bundle: HistoryBundle): Promise<ImportPlan>;

  /** Adds a bundle that was parsed; all of it or nothing. */
  importBundle(bundle: HistoryBundle): Promise<ImportResult>;

  /** Takes an import back; returns how many versions went with it. */
  undoImport(importId: string): Promise<number>;

  /** How a run was set and what happened in it, or null when neither was kept. */
  runRecord(run: string): Promise<RunRecord | null>;

  /** Sums over runs and applied rewrites for each day that had any, oldest first. */
  dailyFacts(days: DaysRequest): Promise<readonly DailyFacts[]>;

  /** What the models of each role have used in the range, the most calls first. */
  roleFacts(days: DaysRequest): Promise<readonly RoleFacts[]>;

  /** How long the calls of each model took in each role, over the last runs that timed any. */
  modelLatencies(): Promise<readonly ModelLatency[]>;

  /** What the policy would delete now. Nothing is written. */
  planRetention(policy: RetentionPolicy): Promise<RetentionPlan>;

  /** Deletes versions, then everything that only they needed, and gives the space back to the disk. */
  compact(versionIds: readonly string[]): Promise<HistorySize>;

  size(): Promise<HistorySize>;

  /** Changes whenever anything was written, by this process or another one. */
  stamp(): Promise<string>;

  close(): Promise<void>;
}

/** Where a version came from. */
export type VersionOrigin = 'original' | 'candidate' | 'applied' | 'restored' | 'edited';

/** What a person did with the pick of a run. */
export type Review = 'pending' | 'accepted' | 'rejected' | 'rolled-back';

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
  readonly isFavorite: boolean;
  /** Results of runs on which nobody has decided yet. */
  readonly pendingReviews: number;
}

export interface IdentifyRequest {
  readonly prompt: FoundPrompt;
  /** The other prompts that the file holds now; none of them may lose its history to `prompt`. */
  readonly others: readonly FoundPrompt[];
  /** Whether a file that once held prompts is no longer there; absent: no prompt moves between files. */
  readonly isFileGone?: (file: string) => Promise<boolean>;
}

/** All prompts that a file holds now. */
export interface FilePrompts {
  readonly prompts: readonly FoundPrompt[];
  /** See `IdentifyRequest`. */
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
export interface Version extends VersionMarks {
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
  /** Null for versions that are not the pick of a run. */
  readonly review: Review | null;
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
  readonly settings?: RunSettings;
  /** What happened in the run; texts are left out. */
  readonly events?: readonly RunEvent[];
}

export interface RunRecord {
  /** By the names of `RunSettings`; an older PromptOps may have known other ones. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly events: readonly KeptEvent[];
}

/** An event of a run without the texts in it. */
export type KeptEvent = Readonly<Record<string, unknown>> & { readonly type: string };

export interface ImportResult extends ImportPlan {
  readonly importId: string;
}

export interface ImportPlan {
  /** What is added. */
  readonly prompts: number;
  readonly versions: number;
  readonly runs: number;
  /** Versions of the bundle that were there already. */
  readonly known: number;
}

export interface SearchRequest {
  readonly text: string;
  /** Most versions to find. */
  readonly limit: number;
  /** Only in this file; absent: in all. */
  readonly file?: string | undefined;
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
