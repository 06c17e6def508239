import * as vscode from 'vscode';
import { describeError } from '../../core/errors.ts';
import { parseTemplate, type PromptTemplate } from '../../core/templates/template.ts';

/** A template and where it comes from. */
export interface ListedTemplate extends PromptTemplate {
  /** True for one of the workspace. */
  readonly isOwn: boolean;
  readonly uri: vscode.Uri;
}

/** A file that is no template, with the reason in one sentence. */
export interface TemplateProblem {
  readonly file: string;
  readonly problem: string;
}

export interface Templates {
  /** Those of the workspace first; one of them takes the place of a shipped one with the same name. */
  readonly templates: readonly ListedTemplate[];
  readonly problems: readonly TemplateProblem[];
}

/** The shipped templates and those of the workspace, read again when a file of theirs changes. */
export interface TemplateLibrary extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  all(): Promise<Templates>;
  /** Reads the files anew: not every file system tells of new folders. */
  refresh(): void;
}

/** The folder of a workspace in which its own templates are. */
export const templateFolder = '.promptops/templates';

/** Files of a workspace that are read, at most. */
const mostFiles = 300;

export function createTemplateLibrary(extensionUri: vscode.Uri): TemplateLibrary {
  const changed = new vscode.EventEmitter<void>();
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${templateFolder}/*.md`);
  let known: Promise<Templates> | undefined;
  const forget = (): void => {
    known = undefined;
    changed.fire();
  };
  const subscriptions = [
    watcher.onDidCreate(forget),
    watcher.onDidChange(forget),
    watcher.onDidDelete(forget),
    vscode.workspace.onDidChangeWorkspaceFolders(forget),
  ];
  return {
    onDidChange: changed.event,
    refresh: forget,
    all: () => (known ??= readAll(vscode.Uri.joinPath(extensionUri, 'media', 'templates'))),
    dispose: () => void vscode.Disposable.from(watcher, changed, ...subscriptions).dispose(),
  };
}

async function readAll(shipped: vscode.Uri): Promise<Templates> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
    vscode.Uri.joinPath(uri, ...templateFolder.split('/')),
  );
  const own = (await Promise.all(folders.map((folder) => readFolder(folder, true)))).flat();
  const all = [...own, ...(await readFolder(shipped, false))];
  const templates = new Map<string, ListedTemplate>();
  for (const { template } of all) {
    if (template !== null && !templates.has(template.id)) templates.set(template.id, template);
  }
  return {
    templates: [...templates.values()],
    problems: all.flatMap(({ problem }) => problem ?? []),
  };
}

interface ReadFile {
  readonly template: ListedTemplate | null;
  readonly problem: TemplateProblem | null;
}

async function readFolder(folder: vscode.Uri, isOwn: boolean): Promise<readonly ReadFile[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    names.slice(0, mostFiles).map((name) => readTemplate(vscode.Uri.joinPath(folder, name), name, isOwn)),
  );
}

/** Most workspaces have no such folder. */
async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.filter(([, type]) => (type & vscode.FileType.File) !== 0).map(([name]) => name);
  } catch {
    return [];
  }
}

async function readTemplate(uri: vscode.Uri, name: string, isOwn: boolean): Promise<ReadFile> {
  const toProblem = (problem: string): ReadFile => ({
    template: null,
    problem: { file: vscode.workspace.asRelativePath(uri), problem },
  });
  try {
    const source = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const found = parseTemplate(source, name.slice(0, -'.md'.length));
    if (found.kind === 'unreadable') return toProblem(found.problem);
    return { template: { ...found.template, isOwn, uri }, problem: null };
  } catch (error) {
    return toProblem(describeError(error));
  }
}
