import { ambiguousHtmlNames, htmlNames } from './html-names.ts';
import type { Tag, TagIndex } from './tags.ts';
import { isHeading, matchAt } from './text-scan.ts';
import { placeholderMatch, type TemplateMatcher } from './template-scan.ts';

const longestBlock = 4000;
const specialTokenPattern = /<(?:\||\|[\w\p{L}▁:./ -]{1,64}\||｜[\w\p{L}▁:./ -]{1,64}｜)>|<<\/?SYS>>/uy;
const turnTokenPattern = /<\/?(?:bos|eos|unk|start_of_turn|end_of_turn|start_of_image)>/y;
const sequenceTokenPattern = /<\/?s>/y;
// Marks of reasoning, and what a Python traceback prints.
const neverVariables: ReadonlySet<string> = new Set(
  'think thinking scratchpad module stdin lambda listcomp genexpr locals'.split(' '),
);
// A text with this many closed kinds of tags uses its other tags in the same way.
const structuredNames = 3;

/** `<% … %>` of ERB and EJS. */
export const matchErb: TemplateMatcher = (scan, index) => {
  if (scan.text[index + 1] !== '%') return null;
  const close = scan.find('%>', index + 2);
  if (close < 0 || close - index > longestBlock) return null;
  const inner = scan.text
    .slice(index + 2, close)
    .replace(/^[-=#]/, '')
    .replace(/-$/, '');
  return placeholderMatch('erb', inner, close + 2);
};

/** `<|im_start|>` and the other marks with which chat formats separate turns. */
export const matchSpecialToken: TemplateMatcher = (scan, index) => {
  const { text } = scan;
  const pattern = /[|｜<]/.test(text[index + 1] ?? '') ? specialTokenPattern : turnTokenPattern;
  const match = matchAt(pattern, text, index) ?? matchSequenceToken(text, index);
  return match && placeholderMatch('special-token', match[0], index + match[0].length);
};

/** `<s>` is a mark of a chat format only beside `[INST]`; elsewhere it strikes text through. */
function matchSequenceToken(text: string, index: number): RegExpExecArray | null {
  const match = matchAt(sequenceTokenPattern, text, index);
  return match && /\[\/?INST\]/.test(text.slice(Math.max(0, index - 12), index + 12)) ? match : null;
}

/** `<name>` and `<your name>` that nothing closes: not sections, HTML, type arguments or tags that the prose talks about. */
export const matchAngle: TemplateMatcher = (scan, index) => {
  const { text, tags } = scan;
  const tag = tags.at.get(index);
  if (tag?.kind !== 'open' || !/^(?:[\p{L}\p{N}_'-]+(?: |$)){0,6}$/u.test(tag.attributes)) return null;
  if (tags.closedNames.has(tag.name) || tags.mentionedNames.has(tag.name) || isElement(tags, tag))
    return null;
  if (/[\w<]/.test(text[index - 1] ?? '') || text[tag.end] === '>') return null;
  if (tag.attributes === '' && isHeading(text, index, tag.end)) return null;
  if (scan.programAt(index) !== null || scan.inlineCodeAt(index) !== null) return null;
  return placeholderMatch('angle', text.slice(index + 1, tag.end - 1), tag.end);
};

/** True for elements of HTML, and for names without words or attributes where the whole text is marked up. */
function isElement(tags: TagIndex, tag: Tag): boolean {
  const name = tag.name.toLowerCase();
  if (/[.:]/.test(name) || htmlNames.has(name) || neverVariables.has(name)) return true;
  if (tags.isHtml && ambiguousHtmlNames.has(name)) return true;
  return tag.attributes === '' && tags.closedNames.size >= structuredNames;
}
