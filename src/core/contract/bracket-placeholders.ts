import { isHeading, matchAt } from './text-scan.ts';
import { placeholderMatch, type TemplateMatcher, type TemplateScan } from './template-scan.ts';

const specialTokenPattern =
  /\[\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|BOS|EOS|CLS|SEP|MASK|PAD|UNK)\]/y;
const upperCasePattern = /\[(\p{Lu}[\p{Lu}\p{N}]*(?:[ _'’&-]{1,3}[\p{Lu}\p{N}]+){0,8})\]/uy;
const invitationPattern =
  /\[((?:insert|your|enter|specify|describe|paste|provide|fill in|name of|type of|number of)\b[^\][\r\n{}<>]{0,120})\]/iy;
// Words that stand alone between brackets as the heading of a part of the prompt.
const headings: ReadonlySet<string> = new Set(
  (
    'ROLE,CONTEXT,BACKGROUND,TASK,TASKS,INSTRUCTION,INSTRUCTIONS,SYSTEM,USER,ASSISTANT,OUTPUT,OUTPUT FORMAT,FORMAT,RULES,' +
    'RULE,CONSTRAINTS,EXAMPLE,EXAMPLES,NOTE,NOTES,IMPORTANT,WARNING,PERSONA,GOAL,GOALS,OBJECTIVE,STYLE,TONE,AUDIENCE,' +
    'RESPONSE,RESPONSE FORMAT,STEPS,WORKFLOW,COMMANDS,END,BEGIN,START,STOP,DONE,OPTIONAL,REQUIRED,CRITICAL,TODO,INIT,' +
    'PROFILE,SKILLS,DESCRIPTION,GUIDELINES,REQUIREMENTS,INITIALIZATION,CONFIGURATION,OVERVIEW'
  ).split(','),
);

/** Marks of chat formats between brackets: `[INST]`. */
export const matchBracketToken: TemplateMatcher = (scan, index) => {
  const match = matchAt(specialTokenPattern, scan.text, index);
  return match && placeholderMatch('special-token', match[0], index + match[0].length);
};

/** `[NAME]` and `[insert your topic]`: not links, citations, check boxes, arrays or headings. */
export const matchBracket: TemplateMatcher = (scan, index) => {
  const { text } = scan;
  const upperCase = matchAt(upperCasePattern, text, index);
  const match = upperCase ?? matchAt(invitationPattern, text, index);
  const isUpperCase = upperCase !== null;
  if (match?.[1] === undefined || !/\p{L}{2}/u.test(match[1])) return null;
  const end = index + match[0].length;
  if (isLink(text, index, end) || /[\w\])!\\]/.test(text[index - 1] ?? '')) return null;
  if (
    isLabel(scan, match[1]) ||
    (isUpperCase && isHeading(text, index, end)) ||
    scan.programAt(index) !== null
  )
    return null;
  return placeholderMatch('bracket', match[1], end);
};

/** Headings of parts, marks such as `[TEXT_BEGIN]`, and what a `[/NAME]` closes. */
function isLabel({ text }: TemplateScan, name: string): boolean {
  return headings.has(name) || /(?:^|[ _-])(?:BEGIN|START|END)S?$/.test(name) || text.includes(`[/${name}]`);
}

function isLink(text: string, index: number, end: number): boolean {
  if (text[end] === '(' || text[end] === '[') return text[index - 1] !== '[';
  return /^:\s?(?:https?:|<|\/|#)/.test(text.slice(end, end + 8));
}
