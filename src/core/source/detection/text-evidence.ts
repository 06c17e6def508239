import type { Evidence, LiteralFacts } from './score-prompt.ts';

/** How much of a text is read to judge it: enough for any signal, bounded for any size. */
const sampleLength = 4_000;

/** Evidence from the text itself. */
export function textEvidence({ text, hasInterpolations }: LiteralFacts): Evidence[] {
  const sample = text.slice(0, sampleLength);
  return [
    ...lengthEvidence(sample),
    ...instructionEvidence(sample),
    ...frameEvidence(sample, hasInterpolations),
    ...placeholderEvidence(sample, hasInterpolations),
    ...foreignEvidence(sample),
  ];
}

function lengthEvidence(sample: string): Evidence[] {
  const words = sample.match(/[\p{L}\p{N}'’]{2,}/gu)?.length ?? 0;
  if (words < 3) return [{ weight: -6, why: `${words} words` }];
  if (words < 6) return [{ weight: -2, why: `${words} words` }];
  if (words < 12) return [];
  return [{ weight: words < 40 ? 1 : 1.5, why: words < 40 ? `${words} words` : 'a long text' }];
}

const roleOpening =
  /^[\s#>*"'-]{0,12}(?:system:\s{0,4})?(?:you are\b|you will (?:be given|receive|act|be provided)\b|you're an?\b|your (?:task|job|goal|role)\b|act as\b|i want you to\b|as an? (?:expert|ai|helpful|assistant)\b|imagine you\b|pretend\b)/i;
const secondPerson =
  /\b(?:you (?:are|will|must|should|can|have|need|may|always|never)|your (?:task|job|goal|role|response|answer|output|reply|final answer))\b/gi;
const imperative =
  /(?:^|[.!?:\n]\s{0,8}(?:[-*•]\s{0,4}|\d{1,2}[.)]\s{0,4})?)(?:please\s)?(?:write|summari[sz]e|answer|given|extract|translate|analy[sz]e|return|respond|reply|generate|classify|list|explain|think|use|do not|don't|never|always|provide|identify|create|determine|rewrite|describe|make sure|ensure|output|consider|compare|evaluate|follow|include|avoid|only|keep|be (?:concise|brief|precise|specific)|tell me|give|choose|select|rate|convert|imagine|based on|complete|say|state|review|solve|calculate|combine|draw|assume|act as|invent|improve|remember|limit|format)\b/gim;
const modelWords =
  /\b(?:json|step[- ]by[- ]step|the following|in the format|format:|assistant|the user(?:'s)?|user query|question:|answer:|context:|thought:|observation:|input:|output:|examples?:|instructions?:|final answer|language model|as follows|chat history|the conversation|xml tags?|delimited|triple backticks|no preamble|code fences?)\b/gi;

function instructionEvidence(sample: string): Evidence[] {
  const evidence: Evidence[] = [];
  if (roleOpening.test(sample)) evidence.push({ weight: 3, why: 'gives the model a role or a task' });
  const addressed = count(sample, secondPerson);
  if (addressed > 0) evidence.push({ weight: addressed > 2 ? 1.5 : 0.75, why: 'speaks to "you"' });
  const imperatives = count(sample, imperative);
  if (imperatives > 0) evidence.push({ weight: imperatives > 2 ? 2 : 1, why: 'gives instructions' });
  const modelTerms = count(sample, modelWords);
  if (modelTerms > 0) evidence.push({ weight: modelTerms > 2 ? 1.5 : 0.75, why: 'words of prompts' });
  return evidence;
}

/** A text of headings with something filled in under them: the frame of a prompt. */
function frameEvidence(sample: string, hasInterpolations: boolean): Evidence[] {
  const headings =
    sample.match(/^[ \t]{0,12}(?:#{1,4}[ \t]|<\w{2,30}>[ \t]{0,4}$|[A-Z][\w ]{1,30}:[ \t]{0,4}$)/gm)
      ?.length ?? 0;
  const holes = sample.match(/\{\{?\s{0,4}[a-z_][\w.]{0,60}\s{0,4}\}?\}/gi)?.length ?? 0;
  const isFrame = headings >= 2 && (holes >= 2 || hasInterpolations);
  return isFrame ? [{ weight: 2, why: 'sections with placeholders' }] : [];
}

function count(sample: string, pattern: RegExp): number {
  return sample.match(pattern)?.length ?? 0;
}

function placeholderEvidence(sample: string, hasInterpolations: boolean): Evidence[] {
  const hasNamed = /\{\{?\s{0,4}[a-z_][\w.]{0,60}\s{0,4}\}?\}/i.test(sample);
  if (!hasNamed && !hasInterpolations) return [];
  return [{ weight: hasNamed && !hasInterpolations ? 1 : 0.5, why: 'has placeholders' }];
}

interface ForeignKind {
  readonly pattern: RegExp;
  readonly weight: number;
  readonly why: string;
}

const foreignKinds: readonly ForeignKind[] = [
  {
    pattern:
      /^\s{0,40}(?:select\s[^;]{1,400}\sfrom|insert\s+(?:or\s+\w+\s+)?into|update\s+\S+\s+set|delete\s+from|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+|virtual\s+|unique\s+)?(?:table|index|view|function|extension|trigger)|alter\s+table|drop\s+table|with\s+\w+\s+as\s*\()/i,
    weight: -8,
    why: 'SQL',
  },
  {
    pattern:
      /^\s{0,40}<(?:!doctype|html|div|span|svg|p|a|table|style|script|ul|section|head|body|button|template|h[1-6])\b/i,
    weight: -7,
    why: 'HTML',
  },
  {
    pattern: /^\s{0,40}(?:query|mutation|subscription|fragment)\s+\w+[^\n]{0,80}\{/,
    weight: -6,
    why: 'GraphQL',
  },
  { pattern: /^(?:https?:|file:|data:|git@|\.{0,2}\/)\S*$/, weight: -8, why: 'an address' },
  {
    pattern:
      /\b(?:licensed under|permission is hereby granted|all rights reserved|copyright \(c\)|without warranties)\b/i,
    weight: -6,
    why: 'a licence',
  },
  {
    pattern:
      /^(?:failed to|cannot|can't|could not|couldn't|unable to|invalid|error|missing|expected|unexpected|unknown|unsupported|no such|not found|warning|deprecated)\b/i,
    weight: -4,
    why: 'reads like an error',
  },
  {
    pattern:
      /^\s{0,40}(?:import\s|from\s+\S+\s+import|def\s+\w|async def|class\s+\w+[:({]|function\s+\w*\(|const\s+\w+\s*=|let\s+\w+\s*=|export\s|package\s+\w|#include|#!\/|@\w+[\n(]|use\s+\w+::|fn\s+\w+)/,
    weight: -6,
    why: 'source code',
  },
  { pattern: /^\s{0,40}(?:[[{]\s*"|[[{]\s*$|data:\s*\{|<\?xml)/m, weight: -1, why: 'holds data' },
  {
    pattern: /^(?:[\^]|\(\?)|\[\^?[^\]\s]{1,20}\][+*]|\\[dwsb][+*)]/,
    weight: -4,
    why: 'a regular expression',
  },
  { pattern: /^[\w$@./:\\-]{0,400}$/, weight: -6, why: 'one word' },
  {
    pattern: /^\s{0,40}(?:curl|npm|pip|docker|git|cd|sudo|bash|python3?|node|uv|npx)\s[\w-]/,
    weight: -5,
    why: 'a shell command',
  },
  {
    pattern:
      /^(?:please )?(?:enter|select|choose|pick|type|are you sure|do you want|would you like|confirm|press|overwrite)\b[^\n]{0,200}[?:]?\s{0,4}$/i,
    weight: -2.5,
    why: 'asks a person for something',
  },
  { pattern: /^\s{0,20}usage:/i, weight: -4, why: 'command line help' },
];

function foreignEvidence(sample: string): Evidence[] {
  return foreignKinds
    .filter(({ pattern }) => pattern.test(sample))
    .map(({ weight, why }) => ({ weight, why }));
}
