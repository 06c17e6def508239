import type { Check } from '../../model.ts';
import { ownInstructions } from '../../prompts/proposer-prompt.ts';

/** Words in a row that no prompt shares with our own instructions by chance. */
const tellingWords = 8;

/** Checks that a candidate is a prompt: neither our own instructions nor the wrapping of an answer stand in it. */
export function checkEcho(original: string, candidate: string): readonly Check[] {
  return [checkInstructions(original, candidate), checkWrapping(original, candidate)];
}

function checkInstructions(original: string, candidate: string): Check {
  const echoed = echoedWords(original, candidate);
  return {
    id: 'no-echo',
    status: echoed === undefined ? 'passed' : 'failed',
    detail:
      echoed === undefined
        ? 'None of the instructions to the model stands in the text.'
        : `The text repeats instructions to the model: “${echoed}”.`,
  };
}

function checkWrapping(original: string, candidate: string): Check {
  const added = wrappings.find(
    ({ pattern }) => pattern.test(candidate.trim()) && !pattern.test(original.trim()),
  );
  return {
    id: 'no-wrapping',
    status: added === undefined ? 'passed' : 'failed',
    detail: added?.detail ?? 'The text is a prompt alone, without the wrapping of an answer.',
  };
}

const wrappings = [
  { pattern: /^(?:`{3}|~{3})/, detail: 'The text is wrapped in a code fence.' },
  {
    pattern:
      /^(?:sure|certainly|of course|absolutely|here is|here['’]s|below is)\b[^\n]{0,120}\b(?:prompt|version|rewrite|text)\b[^\n]{0,60}:/i,
    detail: 'The text begins with a preface to the prompt.',
  },
  {
    pattern: /^\{\s{0,20}"(?:prompt|edits|reasons|placeholders|tokens)"\s{0,20}:/,
    detail: 'The text is the data of the request, not a prompt.',
  },
] as const;

let cachedShingles: ReadonlySet<string> | undefined;

function ownShingles(): ReadonlySet<string> {
  cachedShingles ??= new Set(ownInstructions().flatMap((text) => [...shinglesOf(text)]));
  return cachedShingles;
}

function echoedWords(original: string, candidate: string): string | undefined {
  const own = [...shinglesOf(candidate)].filter((words) => ownShingles().has(words));
  if (own.length === 0) return undefined;
  // Whoever optimizes a prompt like ours may keep its words.
  const known = shinglesOf(original);
  return own.find((words) => !known.has(words));
}

/** All runs of telling length of the words of a text, without punctuation and case. */
function shinglesOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const shingles = new Set<string>();
  for (let at = 0; at + tellingWords <= words.length; at += 1) {
    shingles.add(words.slice(at, at + tellingWords).join(' '));
  }
  return shingles;
}
