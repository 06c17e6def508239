import type { PromptText } from '../core/model.ts';
import { analyzeText, type TextAnalysis } from '../core/pcv/rules-engine/analyze-text.ts';
import type { ScanThread } from './prompts-view/scan-thread.ts';

/** What the rules say of texts, each read once however many ask. */
export interface TextAnalyst {
  /**
   * Reads a text; a long one in a thread of its own, one after the other. Undefined when `isWanted` says no before a
   * long text has had its turn. Rejects when the thread has failed.
   */
  analyze(prompt: PromptText, isWanted: () => boolean): Promise<TextAnalysis | undefined>;
  /** What is known at once: a short text is read, a long one only if it was read before. */
  atOnce(prompt: PromptText): TextAnalysis | undefined;
}

/** Characters that the rules read in a few milliseconds; what is longer would hold up the extension host. */
const SHORT_TEXT = 3_000;

/** Characters of all texts that are remembered. */
const MOST_CHARACTERS = 2_000_000;

export function createTextAnalyst(thread: Pick<ScanThread, 'analyze'>): TextAnalyst {
  const known = createTextCache<TextAnalysis>();
  const running = new Map<string, Promise<TextAnalysis>>();
  let last: Promise<unknown> = Promise.resolve();
  const atOnce = (prompt: PromptText): TextAnalysis | undefined => {
    const found = known.get(keyOf(prompt));
    if (found !== undefined || prompt.text.length > SHORT_TEXT) return found;
    return known.set(keyOf(prompt), analyzeText(prompt));
  };
  const readInThread = async (prompt: PromptText): Promise<TextAnalysis> => {
    const key = keyOf(prompt);
    const { text, interpolations } = prompt;
    const reading = running.get(key) ?? thread.analyze({ text, interpolations });
    running.set(key, reading);
    try {
      return known.set(key, await reading);
    } finally {
      running.delete(key);
    }
  };
  return {
    atOnce,
    analyze: (prompt, isWanted) => {
      const found = atOnce(prompt);
      if (found !== undefined) return Promise.resolve(found);
      // Only one is under way: what was typed meanwhile makes those that wait pointless.
      const turn = last.then(async () => (isWanted() ? (atOnce(prompt) ?? readInThread(prompt)) : undefined));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

function keyOf({ text, interpolations }: PromptText): string {
  return `${interpolations.map(({ start, end }) => `${start}-${end}`).join(' ')}\n${text}`;
}

/** The values of the texts that were used last. */
function createTextCache<Value>() {
  const values = new Map<string, Value>();
  let characters = 0;
  const drop = (key: string): void => {
    if (values.delete(key)) characters -= key.length;
  };
  return {
    get: (key: string): Value | undefined => values.get(key),
    set: (key: string, value: Value): Value => {
      drop(key);
      values.set(key, value);
      characters += key.length;
      for (const oldest of values.keys()) {
        if (characters <= MOST_CHARACTERS || oldest === key) break;
        drop(oldest);
      }
      return value;
    },
  };
}
