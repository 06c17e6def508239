import type { AssistantPage, AssistantSuggestion } from '../../../src/protocol/assistant-page.ts';

const suggestion: AssistantSuggestion = {
  id: 'one',
  source: 'rules',
  ruleId: 'PO002',
  category: 'economy',
  severity: 'information',
  message: '“Please make sure that you” only announces what follows.',
  evidence: 'Please make sure that you',
  line: 1,
  advice: '',
  edit: {
    title: 'Remove the formula',
    preview: [
      { kind: 'removed', text: 'Please make sure that you always' },
      { kind: 'added', text: 'Always' },
      { kind: 'same', text: ' answer {customer}.' },
      { kind: 'gap', text: '…' },
    ],
    qualityGain: 1.4,
    tokensSaved: 6,
  },
  isDismissed: false,
};

/** What a hostile prompt or model may contain. */
export const hostile =
  '<img src=x onerror="window.pwned=1"></script><script>window.pwned=1</script> [a](command:promptops.apply) \u202e';

const named: AssistantSuggestion = {
  ...suggestion,
  id: 'two',
  severity: 'warning',
  message: 'This date was true on one day only: fill it in at run time.',
  evidence: hostile,
  edit: null,
};

const dismissed: AssistantSuggestion = { ...suggestion, id: 'three', isDismissed: true };

const about: NonNullable<AssistantPage['prompt']> = {
  subject: { file: 'examples/support_agent.py', line: 12, name: 'SYSTEM_PROMPT', form: 'triple-quoted' },
  tokens: 312,
  quality: 61.5,
  placeholders: ['{customer}'],
  complexity: {
    level: 'moderate',
    factors: [
      { id: 'requirements', count: 9 },
      { id: 'length', count: 214 },
      { id: 'placeholders', count: 3 },
    ],
    recommendedIterations: 6,
    iterations: 5,
  },
  suggestions: [suggestion, named, dismissed],
  talk: { model: null, isAsking: false, notice: null, messages: [] },
};

const facts = {
  id: 'rag-answer',
  title: 'Answer from Sources',
  category: 'RAG',
  description: 'Answers from passages alone.',
  isOwn: false,
};

const templates: AssistantPage['templates'] = {
  query: '',
  found: [facts, { ...facts, id: 'own', title: hostile, isOwn: true }],
  opened: {
    ...facts,
    body: `Answer {{question}}.\n${hostile}`,
    placeholders: [{ name: 'question', description: 'What is asked', example: 'How long?' }],
  },
  problems: [{ file: '.promptops/templates/bad.md', problem: 'It has no text after its front matter.' }],
};

const edit = {
  kind: 'edit',
  preview: suggestion.edit?.preview ?? [],
  problem: null,
  isApplied: false,
} as const;

/** A conversation with everything that can come up in one. */
const talk: NonNullable<AssistantPage['prompt']>['talk'] = {
  model: 'large',
  isAsking: false,
  notice: 'The model has nothing to suggest.',
  messages: [
    {
      id: 'm1',
      from: 'person',
      status: 'done',
      parts: [{ kind: 'text', text: hostile, isCut: false }],
      failure: null,
    },
    {
      id: 'm2',
      from: 'assistant',
      status: 'done',
      parts: [
        { kind: 'text', text: hostile, isCut: false },
        { ...edit, id: 'm2:1' },
        { ...edit, id: 'm2:2', isApplied: true },
        { ...edit, id: 'm2:3', problem: 'The passage does not stand in the prompt.' },
        { kind: 'unfinished' },
      ],
      failure: null,
    },
    { id: 'm3', from: 'assistant', status: 'failed', parts: [], failure: hostile },
  ],
};

const streaming: NonNullable<AssistantPage['prompt']>['talk'] = {
  ...talk,
  isAsking: true,
  notice: null,
  messages: [{ id: 'm1', from: 'assistant', status: 'streaming', parts: [], failure: null }],
};

/** The Assistant page as the host sends it. */
export const assistantPages = {
  empty: { name: 'assistant', prompt: null, problem: null, templates },
  suggestions: { name: 'assistant', prompt: about, problem: null, templates },
  talk: { name: 'assistant', prompt: { ...about, talk }, problem: null, templates },
  streaming: { name: 'assistant', prompt: { ...about, talk: streaming }, problem: null, templates },
  nothing: { name: 'assistant', prompt: { ...about, suggestions: [] }, problem: null, templates },
} as const satisfies Record<string, AssistantPage>;
