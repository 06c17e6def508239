import type { Connection } from './connection.ts';
import {
  deleteFavorite,
  insertFavorite,
  listFavorites,
  renameFavorite,
  setDefaultFavorite,
} from './favorite-rows.ts';
import { HistoryDatabase, type DatabaseOptions } from './history-database.ts';
import {
  insertPrompt,
  knownPrompts,
  listPrompts,
  movePrompts,
  newPromptRow,
  otherFilesWithText,
  requirePrompt,
  setFavorite,
  updatePlace,
  versionCount,
} from './prompt-rows.ts';
import { importBundle, planImport, undoImport } from './import-rows.ts';
import { reviewRun, setMarks } from './mark-rows.ts';
import { Recorder, unknownVersion } from './recorder.ts';
import { deleteVersions, retainedVersions, sizeOf } from './retention-rows.ts';
import { modelLatencies } from './model-latencies.ts';
import { roleFacts } from './role-facts.ts';
import { dailyFacts } from './run-facts.ts';
import { searchVersions } from './search-rows.ts';
import { versionOf } from './rows.ts';
import { findRun, latestReport, listRuns, runRecord } from './run-rows.ts';
import { textOf } from './text-rows.ts';
import { hashText } from './text-content.ts';
import { findVersion, listVersions } from './version-rows.ts';
import { assignIdentities } from '../../core/history/identity.ts';
import type {
  AppliedEntry,
  FilePrompts,
  FoundPrompt,
  HistoryStore,
  IdentifyRequest,
  ImportPlan,
  ImportResult,
  LocateRequest,
  OutcomeMark,
  PageRequest,
  PromptSummary,
  RecordedRun,
  Review,
  RunEntry,
  RunRecord,
  SearchRequest,
  TextEntry,
  Version,
  VersionPage,
  VersionWithText,
} from '../../core/history/history-store.ts';
import type { BundledRun, HistoryBundle } from '../../core/history/bundle.ts';
import type { DailyFacts, DaysRequest, RoleFacts } from '../../core/history/daily-facts.ts';
import type { Favorite } from '../../core/history/favorite.ts';
import {
  planRetention,
  type HistorySize,
  type RetentionPlan,
  type RetentionPolicy,
} from '../../core/history/retention.ts';
import type { Annotation } from '../../core/history/version-marks.ts';
import type { Clock, IdSource } from '../../core/ports.ts';
import type { ModelLatency } from '../../core/models/model-latency.ts';
import type { RunReport } from '../../core/report/run-report.ts';

export interface SqliteHistoryOptions extends DatabaseOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: IdSource;
}

/** The history in an SQLite file that several windows and the command line may use at once. Opened on first use. */
export class SqliteHistory implements HistoryStore {
  readonly #database: HistoryDatabase;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #ids: IdSource;

  constructor({ clock, ids, ...options }: SqliteHistoryOptions) {
    this.#database = new HistoryDatabase(options);
    this.#clock = clock;
    this.#ids = ids;
  }

  async identify(request: IdentifyRequest): Promise<string> {
    const files = await this.#possibleFiles(request);
    return this.#database.write((connection) => this.#assign(connection, request, files));
  }

  async find(request: IdentifyRequest): Promise<string | null> {
    const files = await this.#possibleFiles(request);
    return this.#database.read((connection) => lookUp(connection, request, files));
  }

  async countVersions({ prompts, isFileGone }: FilePrompts): Promise<readonly number[]> {
    const files = await this.#filesOfAll(prompts, isFileGone);
    return this.#database.read((connection) => {
      const known = files.flatMap((file) => knownPrompts(connection, file));
      return assignIdentities(prompts, known).map((id) => (id === null ? 0 : versionCount(connection, id)));
    });
  }

  locate({ promptId, prompts }: LocateRequest): Promise<number | null> {
    return this.#database.read((connection) => {
      const { file } = requirePrompt(connection, promptId);
      const index = assignIdentities(prompts, knownPrompts(connection, file)).indexOf(promptId);
      return index < 0 ? null : index;
    });
  }

  recordOriginal(entry: TextEntry): Promise<Version> {
    return this.#record((recorder) => recorder.original(entry));
  }

  recordRun(entry: RunEntry): Promise<RecordedRun> {
    return this.#record((recorder) => recorder.run(entry));
  }

  recordApplied(entry: AppliedEntry): Promise<Version> {
    return this.#record((recorder) => recorder.applied(entry));
  }

  recordRestored({ versionId }: { readonly versionId: string }): Promise<Version> {
    return this.#record((recorder) => recorder.restored(versionId));
  }

  markOutcome(mark: OutcomeMark): Promise<void> {
    return this.#record((recorder) => recorder.mark(mark));
  }

  annotate(annotation: Annotation): Promise<Version> {
    return this.#database.write((connection) => {
      setMarks(connection, annotation);
      return requireVersion(connection, annotation.versionId);
    });
  }

  reviewRun({ run, review }: { readonly run: string; readonly review: Review }): Promise<void> {
    return this.#database.write((connection) => reviewRun(connection, run, review));
  }

  setFavorite(choice: { readonly promptId: string; readonly isFavorite: boolean }): Promise<void> {
    return this.#database.write((connection) => setFavorite(connection, choice));
  }

  listFavorites(): Promise<readonly Favorite[]> {
    return this.#database.read(listFavorites);
  }

  saveFavorite({ name, settings }: Pick<Favorite, 'name' | 'settings'>): Promise<void> {
    const row = { name, settings: JSON.stringify(settings), is_default: 0, created_at: this.#clock.now() };
    return this.#database.write((connection) => insertFavorite(connection, row));
  }

  renameFavorite(change: { readonly from: string; readonly to: string }): Promise<void> {
    return this.#database.write((connection) => renameFavorite(connection, change));
  }

  setDefaultFavorite(name: string | null): Promise<void> {
    return this.#database.write((connection) => setDefaultFavorite(connection, name));
  }

  deleteFavorite(name: string): Promise<void> {
    return this.#database.write((connection) => deleteFavorite(connection, name));
  }

  moveFile(move: { readonly from: string; readonly to: string }): Promise<void> {
    return this.#database.write((connection) => movePrompts(connection, move));
  }

  listPrompts(): Promise<readonly PromptSummary[]> {
    return this.#database.read(listPrompts);
  }

  listVersions(promptId: string, page: PageRequest): Promise<VersionPage> {
    return this.#database.read((connection) => listVersions(connection, promptId, page));
  }

  version(id: string): Promise<VersionWithText | null> {
    return this.#database.read((connection) => {
      const row = findVersion(connection, id);
      return row === null ? null : { ...versionOf(row), text: textOf(connection, row.text_hash) };
    });
  }

  search(request: SearchRequest): Promise<readonly Version[]> {
    return this.#database.read((connection) => searchVersions(connection, request));
  }

  listRuns(promptId: string): Promise<readonly BundledRun[]> {
    return this.#database.read((connection) => listRuns(connection, promptId));
  }

  planImport(bundle: HistoryBundle): Promise<ImportPlan> {
    return this.#database.read((connection) => planImport(connection, bundle));
  }

  importBundle(bundle: HistoryBundle): Promise<ImportResult> {
    const ids = this.#ids;
    const importId = ids.next();
    return this.#database.write((connection) => importBundle({ connection, bundle, importId, ids }));
  }

  undoImport(importId: string): Promise<number> {
    return this.#database.write((connection) => undoImport(connection, importId));
  }

  runRecord(run: string): Promise<RunRecord | null> {
    return this.#database.read((connection) => runRecord(connection, run));
  }

  dailyFacts(days: DaysRequest): Promise<readonly DailyFacts[]> {
    return this.#database.read((connection) => dailyFacts(connection, days));
  }

  roleFacts(days: DaysRequest): Promise<readonly RoleFacts[]> {
    return this.#database.read((connection) => roleFacts(connection, days));
  }

  modelLatencies(): Promise<readonly ModelLatency[]> {
    return this.#database.read((connection) => modelLatencies(connection));
  }

  planRetention(policy: RetentionPolicy): Promise<RetentionPlan> {
    const now = this.#clock.now();
    return this.#database.read((connection) => planRetention(retainedVersions(connection), policy, now));
  }

  async compact(versionIds: readonly string[]): Promise<HistorySize> {
    await this.#database.write((connection) => deleteVersions(connection, versionIds));
    return this.#database.read((connection) => {
      connection.execute('VACUUM');
      connection.execute('PRAGMA wal_checkpoint(TRUNCATE)');
      return sizeOf(connection);
    });
  }

  size(): Promise<HistorySize> {
    return this.#database.read(sizeOf);
  }

  findRun(run: string): Promise<{ readonly promptId: string; readonly report: RunReport } | null> {
    return this.#database.read((connection) => findRun(connection, run));
  }

  latestReport(promptId: string): Promise<RunReport | null> {
    return this.#database.read((connection) => latestReport(connection, promptId));
  }

  stamp(): Promise<string> {
    return this.#database.read((connection) => {
      const row = connection
        .statement('SELECT total_changes() AS own, data_version FROM pragma_data_version')
        .get();
      return `${String(row?.['own'])}.${String(row?.['data_version'])}`;
    });
  }

  close(): Promise<void> {
    this.#database.close();
    return Promise.resolve();
  }

  #record<Result>(work: (recorder: Recorder) => Result): Promise<Result> {
    return this.#database.write((connection) =>
      work(new Recorder({ connection, now: this.#clock.now(), ids: this.#ids })),
    );
  }

  /** The file of the prompt and the files that are gone from which it may have come. */
  #possibleFiles({ prompt, isFileGone }: IdentifyRequest): Promise<readonly string[]> {
    return this.#filesOfAll([prompt], isFileGone);
  }

  async #filesOfAll(
    prompts: readonly FoundPrompt[],
    isFileGone: IdentifyRequest['isFileGone'],
  ): Promise<readonly string[]> {
    const own = new Set(prompts.map(({ file }) => file));
    if (isFileGone === undefined) return [...own];
    const others = await this.#database.read((connection) =>
      prompts.flatMap(({ file, text }) => otherFilesWithText(connection, { file, hash: hashText(text) })),
    );
    const files = [...own];
    for (const other of new Set(others)) if (!own.has(other) && (await isFileGone(other))) files.push(other);
    return files;
  }

  #assign(connection: Connection, request: IdentifyRequest, files: readonly string[]): string {
    const { prompt } = request;
    const known = lookUp(connection, request, files);
    const currentHash = hashText(prompt.text);
    if (known !== null) {
      updatePlace(connection, { id: known, prompt, currentHash });
      return known;
    }
    const id = this.#ids.next();
    insertPrompt(connection, newPromptRow(id, prompt, { currentHash, createdAt: this.#clock.now() }));
    return id;
  }
}

function requireVersion(connection: Connection, id: string): Version {
  const row = findVersion(connection, id);
  if (row === null) throw unknownVersion();
  return versionOf(row);
}

function lookUp(
  connection: Connection,
  { prompt, others }: IdentifyRequest,
  files: readonly string[],
): string | null {
  const known = files.flatMap((file) => knownPrompts(connection, file));
  return assignIdentities([prompt, ...others], known)[0] ?? null;
}
