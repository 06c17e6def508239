import * as vscode from 'vscode';
import type { ProposedEdit, Suggestion } from '../../core/assistant/suggestions.ts';
import { describeError, isPromptOpsError, PromptOpsError } from '../../core/errors.ts';
import type { AssistantPage, AssistantRequest } from '../../protocol/assistant-page.ts';
import { applyFix } from '../diagnostics/apply-fix.ts';
import type { CommandId } from '../manifest.ts';
import type { PanelPage } from '../panel/panel-pages.ts';
import type { OptimizationSession } from '../session/optimization-session.ts';
import { revealSubject, type SessionActionServices } from '../session/session-actions.ts';
import type { SessionSubject } from '../session/session-subject.ts';
import { settingsSection } from '../settings.ts';
import type { TemplateLibrary } from '../templates/template-library.ts';
import type { TextAnalyst } from '../text-analyst.ts';
import { describePrompt } from './about-prompt.ts';
import { createDismissals, shortId, type Dismissals } from './dismissals.ts';
import { findSuggestions } from './find-suggestions.ts';
import { presentSubject } from './present-subject.ts';
import { createTemplateShelf, isAboutTemplates } from './template-shelf.ts';

interface AssistantServices extends SessionActionServices {
  readonly analyst: TextAnalyst;
  readonly memory: vscode.Memento;
  readonly templates: TemplateLibrary;
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
  suggestions: readonly Suggestion[];
  /** What a model has proposed for the text as it was then. */
  fromModel: readonly ProposedEdit[];
}

/** What could be done to the prompt of a panel: it follows the document, and what it applies goes the way of quick fixes. */
export function createAssistantPage(services: AssistantServices): AssistantPanel {
  const changed = new vscode.EventEmitter<void>();
  const desks = new WeakMap<OptimizationSession, Desk>();
  const shelf = createTemplateShelf(services);
  const context = { services, desks, shelf, dismissals: createDismissals(services.memory) };
  const follower = vscode.Disposable.from(
    followDocuments(() => changed.fire()),
    services.templates.onDidChange(() => changed.fire()),
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
}

type AboutPrompt = Pick<AssistantPage, 'prompt' | 'problem'>;

function noPrompt(problem: string | null): AboutPrompt {
  return { prompt: null, problem };
}

async function readPrompt(context: PageContext, session: OptimizationSession): Promise<AboutPrompt> {
  try {
    const { subject, suggestions } = await refreshDesk(context, session);
    const dismissed = context.dismissals.of(subject);
    const prompt = await describePrompt(context.services, { subject, suggestions, dismissed });
    return { prompt, problem: null };
  } catch (error) {
    if (!isPromptOpsError(error)) throw error;
    return noPrompt(describeError(error));
  }
}

/** Looks at the prompt as it stands now; what was proposed for another text of it is dropped. */
async function refreshDesk({ services, desks }: PageContext, session: OptimizationSession): Promise<Desk> {
  const known = desks.get(session);
  const subject = await presentSubject(known?.subject ?? session.subject, services.prompts);
  const fromModel =
    known !== undefined && literalOf(known.subject) === literalOf(subject) ? known.fromModel : [];
  const suggestions = await findSuggestions(services, subject, fromModel);
  const desk = { subject, suggestions, fromModel };
  desks.set(session, desk);
  return desk;
}

function literalOf({ target }: SessionSubject): string {
  return target.kind === 'text' ? target.text : target.site.text;
}

type PromptRequest = Extract<AssistantRequest, { type: 'apply' | 'dismiss' | 'set-iterations' | 'reveal' }>;

async function perform(
  context: PageContext,
  session: OptimizationSession,
  request: PromptRequest,
): Promise<void> {
  const { services, desks, dismissals } = context;
  const desk = desks.get(session) ?? (await refreshDesk(context, session));
  switch (request.type) {
    case 'apply':
      return applySuggestion(services, desk, request.id);
    case 'dismiss':
      return dismissals.set(desk.subject, request);
    case 'set-iterations': {
      const about = await describePrompt(services, { ...desk, dismissed: new Set() });
      if (about !== null) await services.setIterations(about.complexity.recommendedIterations);
      return;
    }
    case 'reveal':
      return revealSubject(desk.subject, services.prompts);
  }
}

async function applySuggestion(services: AssistantServices, desk: Desk, id: string): Promise<void> {
  const edit = desk.suggestions.find((each) => shortId(each.id) === id)?.edit ?? null;
  if (edit === null) throw outdated();
  await applyFix(services, { subject: desk.subject, text: edit.text });
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
