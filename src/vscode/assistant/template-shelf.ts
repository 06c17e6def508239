import * as vscode from 'vscode';
import { assertNever, PromptOpsError } from '../../core/errors.ts';
import type { Engine } from '../../core/engine.ts';
import { searchTemplates } from '../../core/templates/search-templates.ts';
import type { AssistantRequest, ShownTemplates } from '../../protocol/assistant-page.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { CommandId } from '../manifest.ts';
import { insertTemplate } from '../templates/insert-template.ts';
import type { ListedTemplate, TemplateLibrary } from '../templates/template-library.ts';

interface ShelfServices {
  readonly engine: Engine;
  readonly prompts: DocumentPrompts;
  readonly templates: TemplateLibrary;
}

/** What the page asks about templates. */
export type TemplateRequest = Extract<
  AssistantRequest,
  { type: 'search-templates' | 'open-template' | 'insert-template' | 'save-template' }
>;

/** The templates as the page shows them: what is searched for and which one is open. */
export interface TemplateShelf extends vscode.Disposable {
  state(): Promise<ShownTemplates>;
  receive(request: TemplateRequest): Promise<void>;
}

const templateRequests: readonly string[] = [
  'search-templates',
  'open-template',
  'insert-template',
  'save-template',
] satisfies readonly TemplateRequest['type'][];

/** True for what is asked of the shelf. */
export function isAboutTemplates(request: AssistantRequest): request is TemplateRequest {
  return templateRequests.some((type) => type === request.type);
}

/** Search and choice are shared by all panels of the window. */
export function createTemplateShelf(services: ShelfServices): TemplateShelf {
  let query = '';
  let openedId: string | null = null;
  const editors = followEditors();
  return {
    state: async () => {
      const { templates, problems } = await services.templates.all();
      const opened = templates.find(({ id }) => id === openedId);
      return {
        query,
        found: searchTemplates(templates, query).map(factsOf),
        opened: opened === undefined ? null : describeOpened(opened),
        problems: [...problems],
      };
    },
    receive: async (request) => {
      switch (request.type) {
        case 'search-templates':
          query = request.query;
          return;
        case 'open-template':
          openedId = request.id;
          return;
        case 'insert-template': {
          const template = await requireTemplate(services.templates, request.id);
          return insertTemplate(services, editors.last(), { template, values: request.values });
        }
        case 'save-template':
          await editors.show();
          await vscode.commands.executeCommand('promptops.saveAsTemplate' satisfies CommandId);
          return;
        default:
          return assertNever(request);
      }
    },
    dispose: () => {
      editors.dispose();
    },
  };
}

function factsOf({
  id,
  title,
  category,
  description,
  isOwn,
}: ListedTemplate): ShownTemplates['found'][number] {
  return { id, title, category, description, isOwn };
}

function describeOpened(template: ListedTemplate): NonNullable<ShownTemplates['opened']> {
  const { body, placeholders } = template;
  return { ...factsOf(template), body, placeholders: placeholders.map((each) => ({ ...each })) };
}

interface EditorMemory extends vscode.Disposable {
  /** The editor that had the cursor last, if it is still to be seen. */
  last(): vscode.TextEditor | undefined;
  show(): Promise<void>;
}

/** While the panel has the focus no editor is active. */
function followEditors(): EditorMemory {
  let latest = vscode.window.activeTextEditor;
  const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    latest = editor ?? latest;
  });
  const last = (): vscode.TextEditor | undefined =>
    vscode.window.activeTextEditor ??
    vscode.window.visibleTextEditors.find((editor) => editor === latest) ??
    vscode.window.visibleTextEditors[0];
  return {
    last,
    show: async () => {
      const editor = last();
      if (editor === undefined) return;
      const { viewColumn = vscode.ViewColumn.Active, selection } = editor;
      await vscode.window.showTextDocument(editor.document, { viewColumn, selection });
    },
    dispose: () => void subscription.dispose(),
  };
}

async function requireTemplate(library: TemplateLibrary, id: string): Promise<ListedTemplate> {
  const { templates } = await library.all();
  const template = templates.find((each) => each.id === id);
  if (template !== undefined) return template;
  throw new PromptOpsError({
    reason: 'invalid-argument',
    message: 'This template is not there any more.',
    nextStep: 'Choose another one.',
  });
}
