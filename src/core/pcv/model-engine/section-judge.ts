import type { ChatModel } from '../../models/chat-model.ts';
import type { PromptSection } from '../../prompts/sections/split-sections.ts';
import type { Judge, Judgement } from '../judges/judgement.ts';
import type { TextWindow } from '../judges/text-window.ts';
import type { Work } from '../modules.ts';
import type { JudgeWatch } from './judge-watch.ts';

interface SectionJudgeOptions {
  /** With all its decorators. */
  readonly model: ChatModel;
  readonly watch: JudgeWatch;
  readonly window: TextWindow;
}

/** A model that judges texts of any length, by as many questions as its context takes. */
export interface SectionJudge extends SectionJudgeOptions {
  /**
   * Asks about every part of a text, side by side. Where an endpoint refuses a part for its length, the text is cut
   * anew. A part that is too long and cannot be cut is not asked about: its value is missing.
   */
  askParts<Part extends SizedPart, Value>(
    parts: (limitTokens: number) => readonly Part[],
    question: PartQuestion<Part, Value>,
    work: Work,
  ): Promise<readonly PartAnswer<Part, Value>[]>;
}

type SizedPart = Pick<PromptSection, 'tokens' | 'isOverLimit'>;

interface PartQuestion<Part, Value> {
  readonly ask: (judge: Judge, part: Part) => Promise<Judgement<Value>>;
  /** Whether an unusable answer is worth a second sample. */
  readonly mayRepeat: boolean;
}

export interface PartAnswer<Part, Value> {
  readonly part: Part;
  /** Null is missing data. */
  readonly value: Value | null;
}

export function createSectionJudge(options: SectionJudgeOptions): SectionJudge {
  const { window } = options;
  return {
    ...options,
    askParts: async (cut, question, work) => {
      for (;;) {
        const parts = cut(window.limitTokens());
        const answers = await askAll(options, { parts, question, work });
        if (answers !== null) return answers;
      }
    },
  };
}

interface Asking<Part, Value> {
  readonly parts: readonly Part[];
  readonly question: PartQuestion<Part, Value>;
  readonly work: Work;
}

/** Null when a part was refused for its length. Where no length is known to be taken, the longest part is tried first. */
async function askAll<Part extends SizedPart, Value>(
  options: SectionJudgeOptions,
  { parts, question, work }: Asking<Part, Value>,
): Promise<readonly PartAnswer<Part, Value>[] | null> {
  const pending = new Map<Part, Promise<Asked<Value>>>();
  const ask = (part: Part): Promise<Asked<Value>> => {
    const known = pending.get(part) ?? askOne(options, { part, question, work });
    pending.set(part, known);
    return known;
  };
  const [longest] = parts.filter(({ isOverLimit }) => !isOverLimit).toSorted((a, b) => b.tokens - a.tokens);
  const isTrial = longest !== undefined && parts.length > 1 && !options.window.isProven(longest.tokens);
  if (isTrial && (await ask(longest)) === 'refused') return null;
  const answers = await Promise.all(
    parts.map(async (part) => ({ part, asked: part.isOverLimit ? missing : await ask(part) })),
  );
  const usable = answers.flatMap(({ part, asked }) => (asked === 'refused' ? [] : { part, ...asked }));
  return usable.length < answers.length ? null : usable;
}

/** What became of a part: a value, missing data, or that it is too long. */
type Asked<Value> = { readonly value: Value | null } | 'refused';

const missing = { value: null };

interface AskingOne<Part, Value> extends Omit<Asking<Part, Value>, 'parts'> {
  readonly part: Part;
}

async function askOne<Part extends SizedPart, Value>(
  { model, watch, window }: SectionJudgeOptions,
  { part, question, work }: AskingOne<Part, Value>,
): Promise<Asked<Value>> {
  const judge: Judge = {
    model: work.chain.follow(model),
    signal: work.signal,
    mostOutputTokens: window.outputTokens,
  };
  const ask = async (asked: Judge): Promise<Judgement<Asked<Value>>> => {
    const judgement = await question.ask(asked, part);
    const { value } = judgement;
    if (value !== null) {
      window.accept(part.tokens);
      return { ...judgement, value: { value } };
    }
    const isTooLong = isRefusal(judgement) && window.refuse(part.tokens);
    // What a shorter text may mend is no failure of the model.
    return isTooLong
      ? { ...judgement, value: 'refused', failures: [], calls: 0 }
      : { ...judgement, value: null };
  };
  const answer = question.mayRepeat ? watch.askAgain(judge, ask) : watch.ask(() => ask(judge));
  return (await answer) ?? missing;
}

/** Endpoints say in many ways that a request is too long; that they do not take it is all that they have in common. */
function isRefusal({ failures }: Judgement<unknown>): boolean {
  return failures.some(({ reason }) => reason === 'bad-request');
}
