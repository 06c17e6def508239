import type { RuleContext } from '../rule.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const NO_VERB = words(
  'the a an it they there he she we i this that these those its their your our his her all any no each every you ' +
    'if when both not to are were is was can could will would should shall may might must have had been and or but ' +
    'as in on at of for with by from what which who how why where only just also',
);

const VERBS_WITH_ODD_ENDING = words('need feed proceed exceed embed speed succeed seed bring sing');

/** Whether a word can open an imperative; tells by form, not by a dictionary. */
export function mayBeVerb(word: string): boolean {
  if (NO_VERB.has(word) || !/^[a-z]+$/u.test(word)) return false;
  return !/(?:ed|ing)$/u.test(word) || VERBS_WITH_ODD_ENDING.has(word);
}

/** Whether the token can open an imperative, be it behind an adverb: `carefully read`, `only use`. */
export function isVerbAt(context: RuleContext, index: number): boolean {
  const token = context.tokens[index];
  if (token?.kind !== 'word') return false;
  const next = context.tokens[index + 1];
  const isAdverb =
    /^(?:only|just|also|always|never|[a-z]+ly)$/u.test(token.key) &&
    !/^(?:apply|reply|supply|rely|multiply|comply|imply)$/u.test(token.key);
  if (isAdverb) return next?.kind === 'word' && next.gap === 'space' && mayBeVerb(next.key);
  return mayBeVerb(token.key);
}

/** Verbs that ask for a piece of work, as opposed to those that set a condition for it (`use`, `keep`, `avoid`). */
export const TASK_VERBS = words(
  'summarize summarise translate extract classify categorize categorise identify analyze analyse compare rewrite ' +
    'paraphrase generate write create draft compose design develop build implement list describe explain evaluate ' +
    'assess rate rank score review critique edit proofread correct convert transform calculate compute solve find ' +
    'suggest propose recommend outline plan brainstorm research answer predict detect label tag group sort merge ' +
    'count check verify validate test debug refactor optimize optimise document annotate transcribe produce read',
);

/** Gerunds of the verbs that name tasks most often, with their imperatives. */
export const GERUNDS: ReadonlyMap<string, string> = new Map(
  (
    'creating:create analyzing:analyze analysing:analyse developing:develop designing:design generating:generate ' +
    'writing:write building:build providing:provide reviewing:review evaluating:evaluate summarizing:summarize ' +
    'extracting:extract identifying:identify answering:answer translating:translate rewriting:rewrite ' +
    'converting:convert classifying:classify explaining:explain assessing:assess implementing:implement ' +
    'refactoring:refactor improving:improve producing:produce drafting:draft crafting:craft composing:compose ' +
    'guiding:guide helping:help assisting:assist optimizing:optimize conducting:conduct performing:perform ' +
    'planning:plan comparing:compare editing:edit finding:find selecting:select ranking:rank scoring:score ' +
    'interpreting:interpret diagnosing:diagnose documenting:document teaching:teach managing:manage'
  )
    .split(' ')
    .map((pair) => pair.split(':'))
    .map(([gerund = '', verb = '']) => [gerund, verb]),
);
