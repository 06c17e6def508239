import type { DetectionSettings } from '../source/detection/detection-settings.ts';
import { defaultDetection } from '../source/detection/detection-settings.ts';
import { supportOf } from '../source/language-support.ts';
import { languageOfPath } from '../source/languages.ts';

/**
 * A cheap look at a file before the costly one: whether it can hold a prompt at all. It says no only where no literal
 * could gather enough evidence: nothing in the file is named like a prompt, speaks to a model or gives instructions.
 */
export function mayHoldPrompt(
  path: string,
  source: string,
  { names, calls, threshold }: DetectionSettings = defaultDetection,
): boolean {
  const language = languageOfPath(path);
  if (language === null || source.length < SHORTEST_FILE) return false;
  // Files that are prompts as a whole are cheap to judge.
  if (supportOf(language.id) === null) return true;
  // What a person has set can be met without any of the usual signs.
  const needsSigns = names.length === 0 && calls.length === 0 && threshold >= defaultDetection.threshold;
  const hasSigns = !needsSigns || SIGNS.test(source);
  return source.includes('promptops:') || (hasSigns && LONG_TEXT.test(source));
}

/** Nothing shorter holds a literal that is looked at. */
const SHORTEST_FILE = 18;

/** Three words in a row with their separators, as sentences have them, also in scripts without spaces. */
const LONG_TEXT =
  /[\p{L}\p{N}'’{}]{2,60}[ ,.:;，。、：；]{1,3}[\p{L}\p{N}'’{}]{1,60}[ ,.:;，。、：；]{1,3}[\p{L}\p{N}'’{}]{1,60}[ ,.:;，。、：；！？]/u;

/** What names, calls and words of prompts have in common; see the evidence of the detection. */
const SIGNS =
  /prompt|instruction|backstory|persona|preamble|\byou\b|\byour\b|act as|system|assistant|llm|agent|\bmessages?\b|\brole\b|template|summari[sz]e|answer|translate/i;
