import * as vscode from 'vscode';
import type { ProposedEdit, Suggestion } from '../../core/assistant/suggestions.ts';
import { describeError, isPromptOpsError, PromptOpsError } from '../../core/errors.ts';
import type { AssistantPage, AssistantRequest } from '../../protocol/assistant-page.ts';
import { applyFix } from '../diagnostics/apply-fix.ts';
import type { CommandId } from '../manifest.ts';
import type { ModelService } from '../models/model-service.ts';
import type { PanelPage } from '../panel/panel-pages.ts';
import type { OptimizationSession } from '../session/optimization-session.ts';
import { revealSpan, revealSubject, type SessionActionServices } from '../session/session-actions.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { readSettings, settingsSection } from '../settings.ts';
import type { TemplateLibrary } from '../templates/template-library.ts';
import type { TextAnalyst } from '../text-analyst.ts';
import { sourceOfSpan } from '../../core/target/prompt-target.ts';
import { recommendedIterations } from '../../core/metrics/complexity.ts';
import { describePrompt, readFacts, type PromptFacts } from './about-prompt.ts';
import { describeTalk, textOfEdit } from './describe-talk.ts';
import { Talk } from './talk.ts';
import { createDismissals, shortId, type Dismissals } from './dismissals.ts';
import { findSuggestions } from './find-suggestions.ts';
import { presentSubject } from './present-subject.ts';
import { createTemplateShelf, isAboutTemplates, type TemplateRequest } from './template-shelf.ts';

interface AssistantServices extends SessionActionServices {
  readonly analyst: TextAnalyst;
  readonly memory: vscode.Memento;
  readonly templates: TemplateLibrary;
  readonly models: Pick<ModelService, 'prepareRun'>;
  /** Keeps the number of rounds in the settings. */
  readonly setIterations: (iterations: number) => Promise<void>;
}

/** The Assistant page of a panel, and the door for what its reader asks. */
export interface AssistantPanel extends PanelPage<'assistant'>, vscode.Disposable {
  receive(session: OptimizationSession | null, request: AssistantRequest): Promise<void>;
}

/** Waiting for a pause in typing before the page follows. */
const typingPauseMs = 400;

/** What the page knows of the prompt of one session. */
interface Desk {
  subject: SessionSubject;
  /** The text and the settings that facts and suggestions were read for. */
  readFor: string;
  facts: PromptFacts | null;
  suggestions: readonly Suggestion[];
  /** What a model has proposed for the text as it was then. */
  fromModel: readonly ProposedEdit[];
  readonly talk: Talk;
  /** Edits of the conversation that are in the document. */
  readonly applied: Set<string>;
}

/** What could be done to the prompt of a panel: it follows the document, and what it applies goes the way of quick fixes. */
export function createAssistantPage(services: AssistantServices): AssistantPanel {
  const changed = new vscode.EventEmitter<void>();
  const desks = new WeakMap<OptimizationSession, Desk>();
  const shelf = createTemplateShelf(services);
  const onChange = (): void => changed.fire();
  const context = { services, desks, onChange, dismissals: createDismissals(services.memory) };
  const follower = vscode.Disposable.from(
    followDocuments(onChange),
    services.templates.onDidChange(onChange),
    shelf,
  );
  return {
    onDidChange: changed.event,
    state: async (session) => ({
      name: 'assistant',
      ...(session === null ? noPrompt(null) : await readPrompt(context, session)),
      templates: await shelf.state(),
    }),
    receive: async (session, request) => {
      if (request.type === 'choose-prompt') {
        await vscode.commands.executeCommand('promptops.openAssistant' satisfies CommandId);
      } else if (isAboutTemplates(request)) await shelf.receive(request);
      else if (session !== null) await perform(context, session, request);
      changed.fire();
    },
    dispose: () => {
      follower.dispose();
      changed.dispose();
    },
  };
}

interface PageContext {
  readonly services: AssistantServices;
  readonly desks: WeakMap<OptimizationSession, Desk>;
  readonly dismissals: Dismissals;
  readonly onChange: () => void;
}

type AboutPrompt = Pick<AssistantPage, 'prompt' | 'problem'>;

function noPrompt(problem: string | null): AboutPrompt {
  return { prompt: null, problem };
}

async function readPrompt(context: PageContext, session: OptimizationSession): Promise<AboutPrompt> {
  try {
    const desk = await refreshDesk(context, session);
    const { subject, facts, suggestions } = desk;
    if (facts === null) return noPrompt(null);
    const dismissed = context.dismissals.of(subject);
    const talk = describeTalk(subject, facts.contract, desk);
    return { prompt: { ...describePrompt({ subject, facts, suggestions, dismissed }), talk }, problem: null };
  } catch (error) {
    if (!isPromptOpsError(error)) throw error;
    return noPrompt(describeError(error));
  }
}

/** Looks at the prompt as it stands now; what was proposed for another text of it is dropped. */
async function refreshDesk(context: PageContext, session: OptimizationSession): Promise<Desk> {
  const { services } = context;
  const desk = deskOf(context, session);
  const subject = await presentSubject(desk.subject, services.prompts);
  if (literalOf(subject) !== literalOf(desk.subject)) desk.fromModel = [];
  desk.subject = subject;
  const { disabledRules, run } = readSettings(subject.uri);
  const readFor = JSON.stringify([literalOf(subject), disabledRules, run.encoding]);
  if (readFor === desk.readFor) return desk;
  desk.facts = await readFacts(services, subject);
  desk.suggestions = await findSuggestions(services, subject, desk.fromModel);
  desk.readFor = readFor;
  return desk;
}

function deskOf({ services, desks, onChange }: PageContext, session: OptimizationSession): Desk {
  const known = desks.get(session);
  if (known !== undefined) return known;
  const { subject } = session;
  const talk = new Talk(services, onChange);
  const applied = new Set<string>();
  const desk = { subject, readFor: '', facts: null, suggestions: [], fromModel: [], talk, applied };
  desks.set(session, desk);
  return desk;
}

function literalOf({ target }: SessionSubject): string {
  return target.kind === 'text' ? target.text : target.site.text;
}

type PromptRequest = Exclude<AssistantRequest, TemplateRequest | { type: 'choose-prompt' }>;

async function perform(
  context: PageContext,
  session: OptimizationSession,
  request: PromptRequest,
): Promise<void> {
  const { services, dismissals } = context;
  const desk = await refreshDesk(context, session);
  const { subject, talk } = desk;
  switch (request.type) {
    case 'apply':
      return applySuggestion(services, desk, request.id);
    case 'dismiss':
      return dismissals.set(subject, request);
    case 'set-iterations':
      if (desk.facts !== null) await services.setIterations(recommendedIterations(desk.facts.complexity));
      return;
    case 'reveal':
      return revealSubject(subject, services.prompts);
    case 'reveal-suggestion':
      return revealSuggestion(desk, request.id);
    case 'ask-model':
      return askModel(desk);
    case 'say':
      return talk.say(subject, request.text);
    case 'retry':
      return talk.retry(subject);
    case 'stop':
      talk.stop();
      return;
    case 'clear-talk':
      talk.clear();
      return;
    case 'apply-edit':
      return applyEdit(services, desk, request.id);
    case 'select-model':
      await vscode.commands.executeCommand('promptops.selectModel' satisfies CommandId);
  }
}

/** Puts the suggestions of the model among those of the rules. */
async function askModel(desk: Desk): Promise<void> {
  const literal = literalOf(desk.subject);
  const proposed = await desk.talk.suggest(desk.subject);
  if (proposed === null || literalOf(desk.subject) !== literal) return;
  desk.fromModel = proposed;
  desk.readFor = '';
}

async function applyEdit(
  services: AssistantServices,
  { subject, facts, talk, applied }: Desk,
  id: string,
): Promise<void> {
  const text = facts === null ? null : textOfEdit(facts.contract, talk, id);
  if (text === null) throw outdated();
  await applyFix(services, { subject, text });
  applied.add(id);
}

async function applySuggestion(services: AssistantServices, desk: Desk, id: string): Promise<void> {
  const edit = desk.suggestions.find((each) => shortId(each.id) === id)?.edit ?? null;
  if (edit === null) throw outdated();
  await applyFix(services, { subject: desk.subject, text: edit.text });
}

/** Selects in the document what a suggestion is about. */
async function revealSuggestion({ subject, suggestions }: Desk, id: string): Promise<void> {
  const known = suggestions.find((each) => shortId(each.id) === id);
  if (known === undefined) throw outdated();
  await revealSpan(subject.uri, sourceOfSpan(subject.target, known.finding.span));
}

function outdated(): PromptOpsError {
  return new PromptOpsError({
    reason: 'document-changed',
    message: 'The prompt was changed after this had been suggested.',
    nextStep: 'Look at the suggestions again: they follow the text.',
  });
}

/** Tells when a document or a setting has changed, once typing pauses. */
function followDocuments(onChange: () => void): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, typingPauseMs);
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ contentChanges }) => {
      if (contentChanges.length > 0) later();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsSection)) later();
    }),
    { dispose: () => clearTimeout(timer) },
  );
}
