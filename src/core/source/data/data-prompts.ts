import type { Span } from '../../model.ts';
import { commentDirective } from '../detection/comment-directive.ts';
import type { LiteralContext } from '../detection/literal-context.ts';
import type { DetectionSettings } from '../detection/detection-settings.ts';
import { scorePrompt } from '../detection/score-prompt.ts';
import type { FindPromptsOptions } from '../find-prompts.ts';
import { defaultDetection } from '../detection/detection-settings.ts';
import type { SourceLanguage } from '../languages.ts';
import type { PromptSite, ScanResult } from '../prompt-site.ts';
import { createPromptSite } from '../prompt-site.ts';
import type { DataString } from './data-string.ts';
import { parentOf } from './data-string.ts';
import { readJsonStrings } from './json-strings.ts';
import { readYamlStrings } from './yaml-strings.ts';

/** Longest YAML that is parsed, in UTF-16 units; its parser is slower than the others. */
const maximumYamlLength = 400_000;

/** Words without which a data file is not looked into. */
const hint = /prompt|instruction|you are|backstory|system|"?role"?\s{0,4}:|assistant/i;

/** The prompts among the string values of a JSON or YAML file. */
export function findDataPrompts(options: FindPromptsOptions, language: SourceLanguage): ScanResult {
  const { source, path, detection: settings = defaultDetection } = options;
  const includeAll = options.includeAll === true;
  if (language.id === 'yaml' && source.length > maximumYamlLength) {
    return { prompts: [], literals: null, skipped: 'too-large' };
  }
  const isHopeful = includeAll || settings.names.length > 0 || hint.test(source);
  const strings = isHopeful ? readDataStrings(source, language) : [];
  const surroundings = surroundingsOf(strings);
  const isWorthJudging = ({ decoded }: DataString): boolean =>
    /\S\s+\S+\s+\S/.test(decoded.text.slice(0, 400));
  const prompts = strings
    .filter(isWorthJudging)
    .map((string) => siteOf(string, surroundings, { path, source, language, settings }))
    .filter(({ confidence }) => confidence >= settings.threshold);
  if (!includeAll) return { prompts, literals: null, skipped: null };
  const starts = new Set(prompts.map(({ span }) => span.start));
  const literals = strings.map(({ span, style, decoded }) => ({
    span,
    form: formOf(style),
    value: decoded.text,
    interpolations: [],
    isPrompt: starts.has(span.start),
  }));
  return { prompts, literals, skipped: null };
}

/** The sites of all string values that touch `span`, prompts or not. */
export function findDataSitesAt(
  { source, path, detection: settings = defaultDetection }: FindPromptsOptions,
  language: SourceLanguage,
  span: Span,
): readonly PromptSite[] {
  const strings = readDataStrings(source, language);
  const surroundings = surroundingsOf(strings);
  return strings
    .filter((string) => string.span.start <= span.end && span.start <= string.span.end)
    .map((string) => siteOf(string, surroundings, { path, source, language, settings }));
}

/** The string values of a data file; none when YAML is broken. */
export function readDataStrings(source: string, language: SourceLanguage): readonly DataString[] {
  return language.id === 'json' ? readJsonStrings(source) : (readYamlStrings(source) ?? []);
}

/** What stands beside the strings of one object. */
interface Surrounding {
  readonly keys: string[];
  role: string | null;
}

const roles = new Set(['system', 'developer', 'user', 'human', 'assistant', 'ai', 'model', 'tool']);

function surroundingsOf(strings: readonly DataString[]): ReadonlyMap<string, Surrounding> {
  const surroundings = new Map<string, Surrounding>();
  for (const string of strings) {
    const parent = parentOf(string);
    const surrounding = surroundings.get(parent) ?? { keys: [], role: null };
    surroundings.set(parent, surrounding);
    const key = string.path.at(-1);
    if (typeof key !== 'string') continue;
    if (surrounding.keys.length < 40) surrounding.keys.push(key);
    const role = string.decoded.text.toLowerCase();
    if (key === 'role' && roles.has(role)) surrounding.role = role;
  }
  return surroundings;
}

interface DataFile {
  readonly path: string;
  readonly source: string;
  readonly language: SourceLanguage;
  readonly settings: DetectionSettings;
}

function siteOf(
  string: DataString,
  surroundings: ReadonlyMap<string, Surrounding>,
  { path, source, language, settings }: DataFile,
): PromptSite {
  const { keys = [], role = null } = surroundings.get(parentOf(string)) ?? {};
  const names = string.path.filter((part) => typeof part === 'string');
  const isContent = names.at(-1) === 'content' || names.at(-1) === 'text';
  const context: LiteralContext = {
    name: names.at(-1) ?? null,
    symbolPath: string.path.map(String),
    calls: [],
    role: isContent ? role : null,
    neighbours: keys,
    wrapper: null,
    place: 'value',
    directive: commentDirective(source, string.span.start, string.span.start),
  };
  const { decoded } = string;
  const { confidence, reasons } = scorePrompt({
    context,
    text: decoded.text,
    path,
    hasInterpolations: false,
    settings,
  });
  const facts = {
    language: language.id,
    form: context.role === null ? formOf(string.style) : ('message' as const),
    name: context.name,
    symbolPath: context.symbolPath,
    span: string.span,
    confidence,
    reasons,
  };
  return createPromptSite(facts, decoded);
}

function formOf(style: DataString['style']): 'block' | 'plain' {
  return style === 'literal' || style === 'folded' ? 'block' : 'plain';
}
