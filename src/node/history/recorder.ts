import type { Connection } from './connection.ts';
import { requirePrompt, setCurrentHash } from './prompt-rows.ts';
import { versionOf, type VersionRow } from './rows.ts';
import { awaitReview } from './mark-rows.ts';
import { keepRun } from './run-rows.ts';
import { hashText } from './text-content.ts';
import { keepText } from './text-rows.ts';
import {
  findVersion,
  hasCandidate,
  insertVersion,
  measuresOf,
  measuresOfText,
  setOutcome,
  standingVersion,
  type Measures,
} from './version-rows.ts';
import { PromptOpsError } from '../../core/errors.ts';
import type {
  AppliedEntry,
  OutcomeMark,
  RecordedRun,
  RunEntry,
  TextEntry,
  Version,
  VersionOrigin,
} from '../../core/history/history-store.ts';
import type { IdSource } from '../../core/ports.ts';
import type { RunReport } from '../../core/report/run-report.ts';

interface NewVersion {
  readonly promptId: string;
  readonly text: string;
  readonly origin: VersionOrigin;
  readonly basisId: string | null;
  readonly measures: Measures;
}

/** Adds versions within one transaction. */
export class Recorder {
  readonly #connection: Connection;
  readonly #now: number;
  readonly #ids: IdSource;

  constructor({ connection, now, ids }: { connection: Connection; now: number; ids: IdSource }) {
    this.#connection = connection;
    this.#now = now;
    this.#ids = ids;
  }

  original({ promptId, text, tokens = null, quality = null }: TextEntry): Version {
    return this.#standing(promptId, text, measuresOf({ tokens, quality, verdict: null, runId: null }));
  }

  run({ promptId, report, isPart = false, settings, events }: RunEntry): RecordedRun {
    const { original, candidate, front, run } = report;
    requirePrompt(this.#connection, promptId);
    keepRun(this.#connection, {
      ...{ promptId, createdAt: this.#now, report },
      ...(settings === undefined ? {} : { settings }),
      ...(events === undefined ? {} : { events }),
    });
    if (isPart) return { originalId: null, candidateIds: [] };
    const { id: originalId } = this.#standing(
      promptId,
      original.text,
      reportMeasures(report, { ...original, verdict: null, runId: null }),
    );
    // The pick comes last, which makes it the newest.
    const others = front.filter(({ text }) => text !== candidate?.text && text !== original.text);
    const candidates = candidate === null ? others : [...others, candidate];
    const candidateIds = candidates.map((member) => {
      const verdict = member === candidate ? report.verdict : null;
      const measures = reportMeasures(report, { ...member, verdict, runId: run });
      return this.#candidate({ promptId, text: member.text, basisId: originalId, measures });
    });
    const pickId = candidateIds.at(-1);
    if (candidate !== null && pickId !== undefined) {
      awaitReview(this.#connection, { id: pickId, promptId, runId: run });
    }
    return { originalId, candidateIds };
  }

  applied({
    promptId,
    text,
    tokens = null,
    quality = null,
    verdict = null,
    runId = null,
  }: AppliedEntry): Version {
    requirePrompt(this.#connection, promptId);
    const given = measuresOf({ tokens, quality, verdict, runId });
    const known = measuresOfText(this.#connection, { promptId, hash: hashText(text) });
    const basisId = standingVersion(this.#connection, promptId)?.id ?? null;
    return this.#add({ promptId, text, origin: 'applied', basisId, measures: merge(given, known) });
  }

  restored(versionId: string): Version {
    const source = findVersion(this.#connection, versionId);
    if (source === null) throw unknownVersion();
    const basisId = standingVersion(this.#connection, source.prompt_id)?.id ?? null;
    const row = this.#newRow({ promptId: source.prompt_id, origin: 'restored', basisId, measures: source });
    return this.#insert({ ...row, text_hash: source.text_hash });
  }

  mark({ versionId, outcome, note }: OutcomeMark): void {
    const version = findVersion(this.#connection, versionId);
    if (version === null) throw unknownVersion();
    setOutcome(this.#connection, { id: versionId, outcome, note: note ?? null });
    if (outcome === 'applied') setCurrentHash(this.#connection, version.prompt_id, version.text_hash);
    else this.#returnToBasis(version.prompt_id, version.text_hash, version.basis_id);
  }

  /** The text that stands in the file: known already, back again after an undone edit, or new. */
  #standing(promptId: string, text: string, measures: Measures): Version {
    const hash = hashText(text);
    requirePrompt(this.#connection, promptId);
    setCurrentHash(this.#connection, promptId, hash);
    const standing = standingVersion(this.#connection, promptId);
    if (standing === null) {
      return this.#add({ promptId, text, origin: 'original', basisId: null, measures });
    }
    if (standing.text_hash === hash) return this.#arrived(standing);
    if (standing.basis_id !== null && standing.outcome !== null) {
      const basis = findVersion(this.#connection, standing.basis_id);
      if (basis?.text_hash === hash) {
        setOutcome(this.#connection, { id: standing.id, outcome: 'undone', note: null });
        return versionOf(basis);
      }
    }
    return this.#add({ promptId, text, origin: 'edited', basisId: standing.id, measures });
  }

  /** An edit that was cut off before its outcome was marked has happened after all. */
  #arrived({ id, outcome }: VersionRow): Version {
    if (outcome === 'pending') setOutcome(this.#connection, { id, outcome: 'applied', note: null });
    return this.#existing(id);
  }

  #candidate(version: Omit<NewVersion, 'origin'>): string {
    const { promptId, text, measures } = version;
    const known = hasCandidate(this.#connection, { promptId, hash: hashText(text), measures });
    return known ?? this.#add({ ...version, origin: 'candidate' }).id;
  }

  #returnToBasis(promptId: string, hash: string, basisId: string | null): void {
    const basis = basisId === null ? null : findVersion(this.#connection, basisId);
    const { current_hash: current } = requirePrompt(this.#connection, promptId);
    if (basis !== null && current === hash) setCurrentHash(this.#connection, promptId, basis.text_hash);
  }

  #add({ text, ...version }: NewVersion): Version {
    return this.#insert({ ...this.#newRow(version), text_hash: keepText(this.#connection, text) });
  }

  #newRow({ promptId, origin, basisId, measures }: Omit<NewVersion, 'text'>): VersionHead {
    const { tokens, token_provenance, encoding, quality, tier, verdict, run_id } = measures;
    return {
      id: this.#ids.next(),
      prompt_id: promptId,
      created_at: this.#now,
      origin,
      basis_id: basisId,
      ...{ tokens, token_provenance, encoding, quality, tier, verdict, run_id },
      outcome: origin === 'applied' || origin === 'restored' ? 'pending' : null,
      note: null,
      ...unmarked,
    };
  }

  #insert(row: VersionHead & { readonly text_hash: string }): Version {
    insertVersion(this.#connection, row);
    return this.#existing(row.id);
  }

  #existing(id: string): Version {
    const row = findVersion(this.#connection, id);
    if (row === null) throw unknownVersion();
    return versionOf(row);
  }
}

const unmarked = {
  review: null,
  name: null,
  comment: null,
  tags: '[]',
  is_pinned: 0,
  import_id: null,
} as const;

type VersionHead = Omit<Parameters<typeof insertVersion>[1], 'text_hash'>;

function reportMeasures(
  { metrics }: RunReport,
  measured: {
    readonly tokens: number;
    readonly quality: RunReport['original']['quality'];
    readonly verdict: RunReport['verdict'] | null;
    readonly runId: string | null;
  },
): Measures {
  const { provenance, encoding } = metrics.tokens;
  const { quality, verdict, runId } = measured;
  return measuresOf({ tokens: { value: measured.tokens, provenance, encoding }, quality, verdict, runId });
}

/** What is given goes before what is known; tokens, quality and run are each taken as a whole. */
function merge(given: Measures, known: Measures): Measures {
  const tokens = given.tokens === null ? known : given;
  const quality = given.quality === null ? known : given;
  return {
    tokens: tokens.tokens,
    token_provenance: tokens.token_provenance,
    encoding: tokens.encoding,
    quality: quality.quality,
    tier: quality.tier,
    verdict: given.verdict ?? known.verdict,
    run_id: given.run_id ?? known.run_id,
  };
}

/** The failure of whoever names a version that is not kept. */
export function unknownVersion(): PromptOpsError {
  return new PromptOpsError({
    reason: 'history-unavailable',
    message: 'This version is not in the history any more.',
    nextStep: 'Refresh the History view and choose another one.',
  });
}
