import type { Tier } from '../src/core/model.ts';
import { key, t } from './text.ts';

/** What a tier of evidence means, as a sentence. */
export function tierSentence(tier: Tier): string {
  return t(tierSentences[tier]);
}

const tierSentences: Readonly<Record<Tier, string>> = {
  E0: key('The quality comes from the static rubric alone; no model has run the prompt (E0).'),
  E1: key('The quality comes from a model that read both prompts; none has run them (E1).'),
  E2: key('The quality comes from a model that read outputs of both prompts (E2).'),
  E3: key('The quality is measured by assertions on outputs of both prompts (E3).'),
};

/** A tier in two or three words, for the mark beside a number. */
export function tierLabel(tier: Tier): string {
  return t(tierLabels[tier]);
}

const tierLabels: Readonly<Record<Tier, string>> = {
  E0: key('E0 · rules'),
  E1: key('E1 · prompts read'),
  E2: key('E2 · outputs read'),
  E3: key('E3 · assertions'),
};
