import * as vscode from 'vscode';
import type { Engine } from '../../core/engine.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { CommandId } from '../manifest.ts';
import type { ModelService } from '../models/model-service.ts';
import { insertTemplate } from './insert-template.ts';
import { pickTemplate } from './pick-template.ts';
import { saveSelectionAsTemplate } from './save-template.ts';
import type { TemplateLibrary } from './template-library.ts';

interface TemplateServices {
  readonly engine: Engine;
  readonly prompts: DocumentPrompts;
  readonly templates: TemplateLibrary;
  readonly models: Pick<ModelService, 'dialogs'>;
}

type TemplateCommandId = Extract<CommandId, 'promptops.insertTemplate' | 'promptops.saveAsTemplate'>;

/** The handlers of the commands about templates. */
export function createTemplateCommands(
  services: TemplateServices,
): Readonly<Record<TemplateCommandId, () => Promise<void>>> {
  return {
    'promptops.insertTemplate': async () => {
      // The reader may open a template to look at it: the editor that was active before is meant.
      const editor = vscode.window.activeTextEditor;
      const template = await pickTemplate(services.templates);
      if (template !== undefined) await insertTemplate(services, editor, { template, values: {} });
    },
    'promptops.saveAsTemplate': async () => {
      await saveSelectionAsTemplate(services.prompts, services.models.dialogs);
      services.templates.refresh();
    },
  };
}
