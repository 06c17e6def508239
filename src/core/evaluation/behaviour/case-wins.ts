import { meanOf } from '../paired-t.ts';
import type { CaseKey } from './case-run.ts';
import { knownValues } from './measure-cases.ts';
import type { ScoreLedger } from './score-ledger.ts';

interface WinsInput<Case extends CaseKey> {
  readonly ledger: Pick<ScoreLedger<Case>, 'known'>;
  /** Search cases only: what is kept for the confirmation must not choose parents. */
  readonly cases: readonly Case[];
  readonly promptIds: readonly string[];
}

/**
 * Cases on which each prompt is the best of all that were measured there, ties shared: weights for drawing parents, as in
 * GEPA (arXiv 2507.19457). They sum to the number of cases that any of them was scored on.
 */
export function caseWins<Case extends CaseKey>({
  ledger,
  cases,
  promptIds,
}: WinsInput<Case>): Map<string, number> {
  const wins = new Map(promptIds.map((id) => [id, 0]));
  for (const { id: caseId } of cases) {
    const winners = bestOn(promptIds, (promptId) =>
      knownValues([...ledger.known(promptId, caseId).values()]),
    );
    for (const id of winners) wins.set(id, (wins.get(id) ?? 0) + 1 / winners.length);
  }
  return wins;
}

function bestOn(promptIds: readonly string[], valuesOf: (promptId: string) => readonly number[]): string[] {
  const scored = promptIds
    .map((id) => ({ id, values: valuesOf(id) }))
    .filter(({ values }) => values.length > 0)
    .map(({ id, values }) => ({ id, mean: meanOf(values) }));
  const best = Math.max(...scored.map(({ mean }) => mean));
  return scored.filter(({ mean }) => mean >= best - 1e-9).map(({ id }) => id);
}
