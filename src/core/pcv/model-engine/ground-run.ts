import {
  defaultGroundingTokens,
  noGrounding,
  selectGrounding,
  type Grounding,
  type GroundingOptions,
} from '../../data-room/grounding.ts';
import type { TokenCounter } from '../../ports.ts';
import type { Trial } from '../modules.ts';
import type { ModelTeam } from './model-team.ts';

interface GroundedRun {
  readonly grounding?: GroundingOptions | undefined;
  /** The text that the documents are to be about. */
  readonly text: string;
  readonly counter: Pick<TokenCounter, 'count'>;
  readonly team: ModelTeam;
}

/** Share of a small model's context that documents may take. */
const contextShare = 0.25;

/** What of the data room goes with the calls of a run; chosen once, so that all requests begin alike. */
export async function groundRun({ grounding, text, counter, team }: GroundedRun): Promise<Grounding> {
  if (grounding === undefined) return noGrounding;
  const { documents, limitTokens = defaultGroundingTokens, select } = grounding;
  if (documents.length === 0) return noGrounding;
  const contexts = [team.proposer, team.critic].map(({ contextTokens }) => contextTokens ?? Infinity);
  const most = Math.floor(contextShare * Math.min(...contexts));
  const wanted = { prompt: text, limitTokens: Math.min(limitTokens, most) };
  return select === undefined ? selectGrounding({ documents, counter, ...wanted }) : select(wanted);
}

/** A trial whose report says what the run was grounded in. */
export function tellGrounding(trial: Trial, { passages, tokens, isPartial }: Grounding): Trial {
  if (passages.length === 0) return trial;
  const titles = [...new Set(passages.map(({ title }) => title))];
  const named = quoted(titles);
  const what = isPartial
    ? `Grounded in sections of ${named}: ${tokens} tokens with each call of Proposer and Critic.`
    : `Grounded in ${named}: ${tokens} tokens with each call of Proposer and Critic.`;
  return {
    ...trial,
    evidence: () => {
      const evidence = trial.evidence();
      return { ...evidence, sentences: [what, ...evidence.sentences] };
    },
  };
}

/** Titles that are named; a sentence is no list. */
const mostTitles = 5;

function quoted(titles: readonly string[]): string {
  const named = titles.slice(0, mostTitles).map((title) => `“${title}”`);
  const others = titles.length - named.length;
  return others > 0 ? `${named.join(', ')} and ${others} more` : named.join(', ');
}
