/** How much text a model takes in one question. What an endpoint refuses makes the window smaller. */
export interface TextWindow {
  /** Tokens that a text may have; Infinity while nothing is known, 0 where nothing fits. */
  limitTokens(): number;
  /** Tokens that an answer may take, thoughts included. */
  readonly outputTokens: number;
  /** Whether a text of this length is known to be taken. */
  isProven(tokens: number): boolean;
  accept(tokens: number): void;
  /** An endpoint refused a text of this length. False: shorter ones are not worth trying. */
  refuse(tokens: number): boolean;
}

interface WindowOptions {
  /** Tokens of request and answer that the model takes at a time; absent: unknown. */
  readonly contextTokens?: number | undefined;
  /** Tokens that go with every question beside our own words, such as documents. */
  readonly extraTokens?: number;
  readonly needs: WindowNeeds;
}

/** What a question needs beside the texts that it is about. */
export interface WindowNeeds {
  /** Our own words, the schema of the answer, an outline, and notes that travel with it, in tokens. */
  readonly ownTokens: number;
  /** An answer with the thoughts before it, in tokens, and the share of a small context that is left to it. */
  readonly outputTokens: number;
  readonly outputShare: number;
}

/** Judges answer in lists; what they quote is counted here as well. */
export const judgeNeeds: WindowNeeds = { ownTokens: 1000, outputTokens: 7000, outputShare: 1 / 2 };

/** The Proposer gets findings and rejected ideas; the text that it writes is counted with the one that it gets. */
export const proposerNeeds: WindowNeeds = { ownTokens: 2000, outputTokens: 4000, outputShare: 1 / 3 };

/** Two versions of a text, and what quotes and line breaks add to them as JSON. */
const textsPerQuestion = 2.5;

/** Below this a section says too little by itself, and a refusal has another reason than length. */
const leastTokens = 100;

/** Room for a text beside our own words and the answer. */
export function createTextWindow({ contextTokens, extraTokens = 0, needs }: WindowOptions): TextWindow {
  const context = contextTokens ?? Infinity;
  const outputTokens = Math.min(needs.outputTokens, Math.floor(context * needs.outputShare));
  const room = (context - needs.ownTokens - extraTokens - outputTokens) / textsPerQuestion;
  let limit = room < leastTokens ? 0 : Math.floor(room);
  let proven = contextTokens === undefined ? 0 : limit;
  return {
    limitTokens: () => limit,
    outputTokens,
    isProven: (tokens) => tokens <= proven,
    accept: (tokens) => {
      proven = Math.max(proven, tokens);
    },
    refuse: (tokens) => {
      if (tokens < 2 * leastTokens) return false;
      limit = Math.min(limit, Math.floor(tokens / 2));
      return true;
    },
  };
}
