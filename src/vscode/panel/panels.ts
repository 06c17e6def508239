import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { parsePanelMessage, type HostMessage, type PanelMessage, type PanelState } from '../../protocol.ts';
import type { PageName } from '../../protocol/pages.ts';
import { displayLanguage } from '../localise.ts';
import { panelViewType } from '../manifest.ts';
import type { OptimizationSession } from '../session/optimization-session.ts';
import { showFailure } from '../show-failure.ts';
import { panelHtml } from './panel-html.ts';
import type { PanelPages } from './panel-pages.ts';

/** What a panel shows and whom it talks to. */
export interface PanelContent {
  /** Names the prompt: each has one tab. */
  readonly key: string;
  /** Title of the tab. */
  readonly title: string;
  readonly onDidChange: vscode.Event<void>;
  state(): PanelState;
  readonly pages: PanelPages;
  /** Null for the panel of the workspace. */
  readonly session: OptimizationSession | null;
  receive(message: PanelMessage): Promise<void>;
}

interface PanelHost {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** Called when a panel comes to the front, so that commands know which result is meant. */
  readonly onDidFocus: (content: PanelContent) => void;
}

/** One tab for each prompt: showing a prompt again reveals its tab. */
export interface Panels extends vscode.Disposable {
  show(content: PanelContent): void;
  /** Fills a tab that the editor has restored. */
  adopt(content: PanelContent, panel: vscode.WebviewPanel): void;
  /** Turns the tab that shows `content` to one of its pages. */
  turnTo(content: PanelContent, page: PageName): void;
}

export function createPanels(host: PanelHost): Panels {
  const open = new Map<string, OpenPanel>();
  const attach = (content: PanelContent, panel: vscode.WebviewPanel): void => {
    const { key } = content;
    const previous = open.get(key);
    if (previous !== undefined && previous.panel !== panel) previous.panel.dispose();
    previous?.connection.dispose();
    const entry = { panel, content, connection: connectPanel(host, content, panel) };
    open.set(key, entry);
    panel.onDidDispose(() => {
      entry.connection.dispose();
      if (open.get(key) === entry) open.delete(key);
    });
  };
  return {
    show: (content) => {
      const shown = open.get(content.key);
      if (shown?.content !== content) attach(content, shown?.panel ?? createPanel(host, content.title));
      if (shown !== undefined) shown.panel.reveal(undefined, true);
      host.onDidFocus(content);
    },
    adopt: attach,
    turnTo: ({ key }, page) => open.get(key)?.connection.turnTo(page),
    dispose: () => {
      for (const { panel } of [...open.values()]) panel.dispose();
    },
  };
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly content: PanelContent;
  readonly connection: PanelConnection;
}

interface PanelConnection extends vscode.Disposable {
  turnTo(page: PageName): void;
}

function createPanel({ extensionUri }: PanelHost, title: string): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel(
    panelViewType,
    title,
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    webviewOptions(extensionUri),
  );
  panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'promptops.svg');
  return panel;
}

function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  const localResourceRoots = ['dist/webview', 'media'].map((part) => vscode.Uri.joinPath(extensionUri, part));
  return { enableScripts: true, enableCommandUris: false, localResourceRoots };
}

/** Loads the page and keeps it in step with its content; nothing is posted before the page has said `ready`. */
function connectPanel(host: PanelHost, content: PanelContent, panel: vscode.WebviewPanel): PanelConnection {
  const { webview } = panel;
  let isReady = false;
  let page: PageName = 'result';
  let pageToShow: PageName | null = null;
  const send = (message: HostMessage): void => {
    if (isReady) void webview.postMessage(message);
  };
  const post = (): void => send({ type: 'state', state: content.state() });
  const postPage = async (): Promise<void> => {
    if (page === 'result') return;
    try {
      send({ type: 'page', page: await content.pages[page].state(content.session) });
    } catch (error) {
      showFailure(error, host.log);
    }
  };
  const receive = async (value: unknown): Promise<void> => {
    const parsed = parsePanelMessage(value);
    if (!parsed.ok) {
      host.log.error(parsed.problem);
      return;
    }
    const { message } = parsed;
    isReady = true;
    if (message.type === 'ready') {
      send({ type: 'language', ...displayLanguage() });
      post();
      if (pageToShow !== null) send({ type: 'show-page', page: pageToShow });
      pageToShow = null;
    } else if (message.type === 'open-page') {
      page = message.page;
      await postPage();
    } else await content.receive(message);
  };
  panel.title = content.title;
  webview.options = webviewOptions(host.extensionUri);
  const connection = vscode.Disposable.from(
    content.onDidChange(post),
    ...onPageChanges(content, (name) => {
      if (name === page) void postPage();
    }),
    webview.onDidReceiveMessage((value: unknown) => void receive(value)),
    panel.onDidChangeViewState(() => {
      if (panel.active) host.onDidFocus(content);
    }),
  );
  webview.html = pageOf(host.extensionUri, webview);
  return {
    turnTo: (name) => {
      if (isReady) send({ type: 'show-page', page: name });
      else pageToShow = name;
    },
    dispose: () => {
      connection.dispose();
    },
  };
}

function onPageChanges(
  { pages }: PanelContent,
  listener: (name: string) => void,
): readonly vscode.Disposable[] {
  return Object.entries(pages).map(([name, { onDidChange }]) => onDidChange(() => listener(name)));
}

function pageOf(extensionUri: vscode.Uri, webview: vscode.Webview): string {
  const resource = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
  return panelHtml({
    scriptUri: resource('panel.js'),
    styleUri: resource('panel.css'),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    language: displayLanguage().tag,
  });
}
