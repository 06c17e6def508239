import * as vscode from 'vscode';
import type { ListedTemplate, TemplateLibrary } from './template-library.ts';

interface TemplateItem extends vscode.QuickPickItem {
  readonly template?: ListedTemplate;
}

/** Lets a person choose a template; the eye opens it to be read. Undefined when none was chosen. */
export async function pickTemplate(library: TemplateLibrary): Promise<ListedTemplate | undefined> {
  const { templates, problems } = await library.all();
  const pick = vscode.window.createQuickPick<TemplateItem>();
  pick.title = vscode.l10n.t('Insert Template');
  pick.placeholder =
    problems.length === 0
      ? vscode.l10n.t('Search by title, category or purpose')
      : vscode.l10n.t('Not readable: {0}', problems.map(({ file }) => file).join(', '));
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = itemsOf(templates);
  pick.onDidTriggerItemButton(({ item }) => {
    if (item.template !== undefined) void preview(item.template);
  });
  const chosen = await new Promise<ListedTemplate | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.selectedItems[0]?.template));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  return chosen;
}

function itemsOf(templates: readonly ListedTemplate[]): readonly TemplateItem[] {
  const categories = [...new Set(templates.map(({ category }) => category))];
  return categories.flatMap((category) => [
    { label: category, kind: vscode.QuickPickItemKind.Separator },
    ...templates.filter((template) => template.category === category).map(toItem),
  ]);
}

function toItem(template: ListedTemplate): TemplateItem {
  const { title, category, description, body, isOwn } = template;
  return {
    label: title,
    description: isOwn ? vscode.l10n.t('{0}, of this workspace', category) : category,
    detail: [description, body.replaceAll(/\s+/gu, ' ').slice(0, 140)].filter(Boolean).join(' — '),
    buttons: [{ iconPath: new vscode.ThemeIcon('eye'), tooltip: vscode.l10n.t('Read the Template') }],
    template,
  };
}

async function preview({ uri }: ListedTemplate): Promise<void> {
  await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}
