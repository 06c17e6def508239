import type { ModelRole, PromptText } from '../../model.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import type { TokenCounter } from '../../ports.ts';
import { createSectionedPrompt, type SectionedPrompt } from '../../prompts/sections/sectioned-prompt.ts';
import { createTextWindow, judgeNeeds, proposerNeeds, type TextWindow } from '../judges/text-window.ts';
import { describeSections } from './describe-sections.ts';
import { sectionLimit } from './focus-slot.ts';
import { createJudgeWatch } from './judge-watch.ts';
import type { ModelTeam } from './model-team.ts';
import { createSectionJudge, type SectionJudge } from './section-judge.ts';

/** The roles of a run with what each of their models takes at a time. */
export interface SectionTeam {
  readonly sections: SectionedPrompt;
  /** What the Proposer's model takes. */
  readonly window: TextWindow;
  readonly critic: SectionJudge;
  readonly verifier: SectionJudge;
  /** What a reader has to know of it. */
  sentences(): readonly (string | null)[];
}

interface SectionTeamOptions {
  readonly original: PromptText;
  readonly counter: TokenCounter;
  readonly team: ModelTeam;
  /** With all their decorators. */
  readonly models: Readonly<Record<ModelRole, ChatModel>>;
  /** Of the documents that go with each call of Proposer and Critic. */
  readonly groundingTokens: number;
}

/** Puts Proposer, Critic and Verifier before texts that may be longer than their models take. */
export function createSectionTeam(options: SectionTeamOptions): SectionTeam {
  const { original, counter, models } = options;
  const sections = createSectionedPrompt(original, counter);
  const windows = createWindows(options);
  const judge = (role: 'critic' | 'verifier'): SectionJudge =>
    createSectionJudge({ model: models[role], window: windows[role], watch: createJudgeWatch(role) });
  const critic = judge('critic');
  const verifier = judge('verifier');
  const describe = (role: 'proposer' | 'critic' | 'verifier', limitTokens: number): string | null =>
    describeSections({ role, limitTokens, original, sections });
  return {
    sections,
    window: windows.proposer,
    critic,
    verifier,
    sentences: () => [
      describe('proposer', sectionLimit(windows.proposer)),
      describe('critic', windows.critic.limitTokens()),
      describe('verifier', windows.verifier.limitTokens()),
      critic.watch.sentence(),
    ],
  };
}

type WindowOptions = Pick<SectionTeamOptions, 'team' | 'groundingTokens'>;

/** What the models of the roles take at a time, as far as it is known before they are asked. */
export function createWindows({
  team,
  groundingTokens,
}: WindowOptions): Readonly<Record<'proposer' | 'critic' | 'verifier', TextWindow>> {
  const extraTokens = groundingTokens;
  const { proposer, critic, verifier } = team;
  return {
    proposer: createTextWindow({ ...proposer, extraTokens, needs: proposerNeeds }),
    critic: createTextWindow({ ...critic, extraTokens, needs: judgeNeeds }),
    verifier: createTextWindow({ ...verifier, needs: judgeNeeds }),
  };
}
