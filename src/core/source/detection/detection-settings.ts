import { compileGlob, matchesWithin } from '../../files/glob.ts';
import type { LiteralContext } from './literal-context.ts';

/** What a person has said about finding prompts: it goes before every score, and behind comments in the code. */
export interface DetectionSettings {
  /** Confidence from which a literal counts as a prompt, 0 to 1. */
  readonly threshold: number;
  /** Names of variables, properties and parameters whose texts are prompts; `*` stands for anything. */
  readonly names: readonly string[];
  /** Functions whose arguments are prompts: `ask`, or `client.ask` to be precise. */
  readonly calls: readonly string[];
  /** Globs of the files in which prompts are looked for; all files when there are none. */
  readonly include: readonly string[];
  /** Globs of files and folders in which no prompts are looked for. */
  readonly exclude: readonly string[];
  /** Globs of folders in which every text file is a prompt. */
  readonly promptFolders: readonly string[];
}

/** 0.5: more likely a prompt than not, by weights that were fitted to labelled literals. */
export const defaultDetection: DetectionSettings = {
  threshold: 0.5,
  names: [],
  calls: [],
  include: [],
  exclude: [],
  promptFolders: [],
};

/** Names of the lists among the settings. */
const listNames = ['names', 'calls', 'include', 'exclude', 'promptFolders'] as const;

/** More or longer entries than these are no list that people keep. */
const mostEntries = 200;
const longestEntry = 300;

/** Settings out of what a host has read; what has the wrong type or is out of bounds counts as not set. */
export function parseDetectionSettings(read: (name: keyof DetectionSettings) => unknown): DetectionSettings {
  const threshold = read('threshold');
  const isUsable = typeof threshold === 'number' && threshold >= 0 && threshold <= 1;
  const lists = Object.fromEntries(listNames.map((name) => [name, parseList(read(name))])) as Record<
    (typeof listNames)[number],
    readonly string[]
  >;
  return { threshold: isUsable ? threshold : defaultDetection.threshold, ...lists };
}

function parseList(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(
      (entry): entry is string => typeof entry === 'string' && entry !== '' && entry.length <= longestEntry,
    )
    .slice(0, mostEntries);
}

/** Whether prompts are looked for in a file, by its path relative to the workspace. */
export function isLookedInto({ include, exclude }: DetectionSettings, path: string): boolean {
  const file = path.replaceAll('\\', '/');
  const isNamed = (globs: readonly string[]): boolean =>
    globs.some((glob) => matchesWithin(compileGlob(glob.replace(/\/$/u, '')), file));
  return (include.length === 0 || isNamed(include)) && !isNamed(exclude);
}

/** Whether a file lies in a folder whose texts are prompts because a person said so. */
export function isInPromptFolder({ promptFolders }: DetectionSettings, path: string): boolean {
  const folder = path.replaceAll('\\', '/').replace(/\/?[^/]*$/u, '');
  return promptFolders.some((glob) => matchesWithin(compileGlob(glob.replace(/\/$/u, '')), folder));
}

/** The setting that makes a literal a prompt; null when none does. */
export function decidingSetting(
  { names, calls }: DetectionSettings,
  { name, calls: around, place }: LiteralContext,
): string | null {
  if (place === 'key' || place === 'import' || place === 'type') return null;
  const lowerName = name?.toLowerCase() ?? '';
  const named = names.find((pattern) => compileGlob(pattern.toLowerCase())(lowerName));
  if (named !== undefined) return `setting "promptops.detection.names": ${named}`;
  const called = calls.find((call) => around.some((each) => each === call || each.endsWith(`.${call}`)));
  return called === undefined ? null : `setting "promptops.detection.calls": ${called}`;
}
