import type { PhaseOf } from '../../src/protocol.ts';
import { type Child, h } from '../dom.ts';
import type { Context } from '../view-state.ts';
import { casesOffer } from './cases-offer.ts';
import { changesSection } from './changes.ts';
import { checksSection } from './checks.ts';
import { headlineSection } from './headline.ts';
import { metricsSection } from './metrics.ts';
import { evidenceSection } from './evidence.ts';
import { roundsSection } from './rounds.ts';
import { tradeoffSection } from './tradeoff.ts';

type Result = PhaseOf<'result'>;

/** "Should I take this rewrite?": the answer first, then its parts in the order in which one doubts them. */
export function resultView(context: Context, result: Result): Child {
  const { before, after } = steadyParts(context, result);
  return h(
    'main',
    { key: 'result', class: 'view', tabindex: -1 },
    before,
    tradeoffSection(context, result),
    after,
  );
}

interface SteadyParts {
  readonly before: Child;
  readonly after: Child;
}

/** What does not follow the hand on the slider; built once for a result and a place. */
let steady: (SteadyParts & { readonly result: Result; readonly key: readonly unknown[] }) | null = null;

function steadyParts(context: Context, result: Result): SteadyParts {
  const { place, isNarrow } = context.state;
  if (steady?.result === result && steady.key[0] === place && steady.key[1] === isNarrow) return steady;
  steady = {
    result,
    key: [place, isNarrow],
    before: [headlineSection(context, result), casesOffer(context, result), changesSection(context, result)],
    after: [
      metricsSection(context, result),
      checksSection(context, result.current.checks),
      evidenceSection(context, result),
      roundsSection(context, result),
    ],
  };
  return steady;
}
