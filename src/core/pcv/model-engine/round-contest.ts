import type { EvaluatedPrompt } from '../../evaluation/behaviour/case-run.ts';
import type { RaceEntry } from '../../evaluation/behaviour/race.ts';
import type { CallChain } from '../../models/call-chain.ts';
import type { RoundField, Work } from '../modules.ts';

/** Candidates of a round that race together, so that those that look worse are given up after few cases. */
export interface RoundContests {
  /** Waits for the rest of the round; null where the race was not run to its end. */
  enter(candidate: EvaluatedPrompt, seat: ContestSeat): Promise<RaceEntry | null>;
  /** A candidate that is turned down already; the others need not wait for it. */
  withdraw(id: string, seat: ContestSeat): void;
}

/** Where a candidate belongs, and what its calls belong to. */
export interface ContestSeat {
  readonly field: RoundField;
  readonly work: Work;
}

type RunRace = (
  contest: { readonly candidates: readonly EvaluatedPrompt[]; readonly field: RoundField },
  work: Work,
) => Promise<readonly RaceEntry[] | null>;

interface Contest {
  readonly entrants: EvaluatedPrompt[];
  readonly chains: CallChain[];
  readonly heardOf: Set<string>;
  readonly start: (entries: Promise<readonly RaceEntry[] | null>) => void;
  readonly entries: Promise<readonly RaceEntry[] | null>;
}

/** A contest for each round, begun when every candidate of the round has entered or withdrawn. */
export function createRoundContests(run: RunRace): RoundContests {
  const contests = new Map<RoundField, Contest>();
  const hear = async (id: string, { field, work }: ContestSeat, entrant?: EvaluatedPrompt): Promise<void> => {
    const contest = contests.get(field) ?? createContest();
    contests.set(field, contest);
    if (entrant !== undefined) contest.entrants.push(entrant);
    contest.chains.push(work.chain);
    contest.heardOf.add(id);
    const expected = await field.candidateIds;
    if (id === lastOf(contest) && expected.every((each) => contest.heardOf.has(each))) {
      contest.start(raceTogether({ run, contest, field, work }));
    }
  };
  return {
    enter: async (candidate, seat) => {
      void hear(candidate.id, seat, candidate);
      const entries = (await contests.get(seat.field)?.entries) ?? [];
      return entries.find(({ promptId }) => promptId === candidate.id) ?? null;
    },
    withdraw: (id, seat) => void hear(id, seat),
  };
}

function lastOf({ heardOf }: Contest): string | undefined {
  return [...heardOf].at(-1);
}

function createContest(): Contest {
  let start: Contest['start'] = () => undefined;
  const entries = new Promise<readonly RaceEntry[] | null>((resolve) => {
    start = resolve;
  });
  return { entrants: [], chains: [], heardOf: new Set(), start, entries };
}

interface RaceTogether {
  readonly run: RunRace;
  readonly contest: Contest;
  readonly field: RoundField;
  readonly work: Work;
}

/** The race goes on from the last of its candidates, and each of them from the end of the race. */
async function raceTogether({
  run,
  contest,
  field,
  work,
}: RaceTogether): Promise<readonly RaceEntry[] | null> {
  const { entrants, chains } = contest;
  if (entrants.length === 0) return [];
  const chain = field.chain.fork();
  chain.join(...chains);
  // Equal whatever order the answers came in.
  const candidates = entrants.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const entries = await run({ candidates, field }, { ...work, chain });
  for (const own of chains) own.join(chain);
  return entries;
}
