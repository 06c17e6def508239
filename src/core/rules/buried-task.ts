import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { findPhrases, phraseSet } from './text/phrases.ts';
import { sentenceIndexAt } from './text/locate.ts';

const LEAST_LENGTH = 2500;

/** Finds long prompts whose task stands in the middle, between material and material. */
export const buriedTask: Rule = {
  id: 'PO034',
  name: 'buried-task',
  title: 'Task in the middle of a long prompt',
  why: 'Models attend best to the beginning and the end of a long prompt; a task in its middle is easily lost.',
  category: 'structure',
  severity: 'information',
  risk: null,
  effect: 'restructures',
  language: 'english',
  scope: 'prose',
  find: findBuried,
  examples: [
    {
      text: `${'The shop was founded by two sisters in a small town. '.repeat(30)}\n\nYour task is to write a slogan.\n\n${'The town has a river and a bridge of stone. '.repeat(30)}`,
      finds: true,
    },
    {
      text: 'The shop was founded by two sisters.\n\nYour task is to write a slogan.\n\nThe town has a river.',
      finds: false,
    },
  ],
};

const statements = phraseSet(
  'your (task|job|goal|mission|objective|role) (is|will be) to',
  '(i|we) (want|need|would like) you to',
  '(you are|act|you act) (a|an|the|as|to)',
  "(you must|you should|you will|you'll|you're) (answer|respond|help|be|a|an)",
);

function findBuried(context: RuleContext): RuleMatch[] {
  const { text } = context;
  if (text.length < LEAST_LENGTH || context.blocks.some(({ kind }) => kind === 'heading')) return [];
  if (context.contract.frozen.some(({ kind }) => kind === 'tag')) return [];
  const hits = findPhrases(context, statements);
  const [hit] = hits;
  const start = context.tokens[hit?.first ?? 0]?.span.start ?? 0;
  if (hits.length !== 1 || hit === undefined || !context.sentenceStarts.has(hit.first)) return [];
  if (start < text.length * 0.3 || start > text.length * 0.7) return [];
  const sentence = context.sentences[sentenceIndexAt(context.sentences, start)];
  const percent = Math.round((100 * start) / text.length);
  const message = `The task is named only here, after ${percent} % of the prompt: move it to the beginning or the end.`;
  return sentence === undefined ? [] : [{ span: sentence.span, message }];
}
