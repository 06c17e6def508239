import * as z from 'zod/mini';
import { categorySchema, formSchema } from '../core/report/run-report.ts';

const text = z.string();
const count = z.number();
/** What comes from the panel is an identifier or something typed: nothing that is long. */
const name = z.string().check(z.maxLength(4000));

/** What is typed into a field. */
const typed = z.string().check(z.maxLength(20_000));

const previewSchema = z.array(z.object({ kind: z.enum(['same', 'removed', 'added', 'gap']), text }));

const suggestionSchema = z.object({
  id: text,
  /** Who says it. */
  source: z.enum(['rules', 'model']),
  ruleId: text,
  category: categorySchema,
  severity: z.enum(['error', 'warning', 'information', 'hint']),
  message: text,
  evidence: text,
  /** Line of the document, from 1. */
  line: count,
  /** What a model would do, in words; empty when nothing is said. */
  advice: text,
  edit: z.nullable(
    z.object({
      title: text,
      preview: previewSchema,
      /** Points of static quality, tier E0; null: not measured. */
      qualityGain: z.nullable(count),
      /** Negative when the prompt becomes longer; null: not measured. */
      tokensSaved: z.nullable(count),
    }),
  ),
  isDismissed: z.boolean(),
});

const factorIds = [
  'requirements',
  'length',
  'placeholders',
  'sections',
  'examples',
  'outputContract',
] as const;

const complexitySchema = z.object({
  level: z.enum(['simple', 'moderate', 'complex']),
  /** Those that add something, the strongest first. */
  factors: z.array(z.object({ id: z.enum(factorIds), count })),
  /** Rounds that are worth trying, and how many are set now. */
  recommendedIterations: count,
  iterations: count,
});

const subjectSchema = z.object({
  file: text,
  line: count,
  name: z.nullable(text),
  form: formSchema,
});

const answerPartSchema = z.discriminatedUnion('kind', [
  /** `isCut`: the rest is too long to be shown. */
  z.object({ kind: z.literal('text'), text, isCut: z.boolean() }),
  z.object({
    kind: z.literal('edit'),
    id: text,
    /** Against the prompt as it stands now; empty when it cannot be applied. */
    preview: previewSchema,
    /** Why it cannot be applied; null when it can. */
    problem: z.nullable(text),
    isApplied: z.boolean(),
  }),
  z.object({ kind: z.literal('unfinished') }),
]);

const messageSchema = z.object({
  id: text,
  from: z.enum(['person', 'assistant']),
  status: z.enum(['done', 'streaming', 'stopped', 'failed']),
  parts: z.array(answerPartSchema),
  /** What went wrong; null otherwise. */
  failure: z.nullable(text),
});

const talkSchema = z.object({
  /** Name of the model that is asked; null while the rules engine is chosen. */
  model: z.nullable(text),
  /** True while the model looks for suggestions. */
  isAsking: z.boolean(),
  /** What came of asking for suggestions, when that is worth saying. */
  notice: z.nullable(text),
  messages: z.array(messageSchema),
});

const aboutPromptSchema = z.object({
  subject: subjectSchema,
  tokens: count,
  /** Static quality, tier E0. */
  quality: count,
  placeholders: z.array(text),
  complexity: complexitySchema,
  suggestions: z.array(suggestionSchema),
  talk: talkSchema,
});

const templateFacts = {
  id: text,
  title: text,
  category: text,
  description: text,
  /** True for one of the workspace. */
  isOwn: z.boolean(),
};

const templatesSchema = z.object({
  query: text,
  /** Those that the query finds. */
  found: z.array(z.object(templateFacts)),
  opened: z.nullable(
    z.object({
      ...templateFacts,
      body: text,
      placeholders: z.array(z.object({ name: text, description: text, example: text })),
    }),
  ),
  /** Files of the workspace that are no templates. */
  problems: z.array(z.object({ file: text, problem: text })),
});

/** Suggestions, complexity, conversation and templates: what could be done to one prompt. */
export const assistantPageSchema = z.object({
  name: z.literal('assistant'),
  /** Null while no prompt is meant. */
  prompt: z.nullable(aboutPromptSchema),
  /** Why there is no prompt although there was one; null otherwise. */
  problem: z.nullable(text),
  templates: templatesSchema,
});

/** What the reader of the Assistant page asks for. */
export const assistantRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('apply'), id: name }),
  z.object({ type: z.literal('dismiss'), id: name, isDismissed: z.boolean() }),
  z.object({ type: z.literal('set-iterations') }),
  z.object({ type: z.literal('choose-prompt') }),
  z.object({ type: z.literal('reveal') }),
  z.object({ type: z.literal('reveal-suggestion'), id: name }),
  z.object({ type: z.literal('ask-model') }),
  z.object({ type: z.literal('say'), text: typed }),
  z.object({ type: z.literal('retry') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('clear-talk') }),
  z.object({ type: z.literal('apply-edit'), id: name }),
  z.object({ type: z.literal('select-model') }),
  z.object({ type: z.literal('search-templates'), query: name }),
  z.object({ type: z.literal('open-template'), id: z.nullable(name) }),
  z.object({ type: z.literal('insert-template'), id: name, values: z.record(name, typed) }),
  z.object({ type: z.literal('save-template') }),
]);

export type AssistantPage = z.infer<typeof assistantPageSchema>;
export type AssistantRequest = z.infer<typeof assistantRequestSchema>;
export type AssistantSuggestion = z.infer<typeof suggestionSchema>;
export type ShownComplexity = z.infer<typeof complexitySchema>;
export type ShownTemplates = z.infer<typeof templatesSchema>;
export type ShownTalk = z.infer<typeof talkSchema>;
export type ShownPreview = z.infer<typeof previewSchema>;
