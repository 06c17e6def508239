import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { parsePanelMessage, type HostMessage, type PanelMessage, type PanelState } from '../../protocol.ts';
import { panelViewType } from '../manifest.ts';
import { panelHtml } from './panel-html.ts';

/** What a panel shows and whom it talks to. */
export interface PanelContent {
  /** Names the prompt: each has one tab. */
  readonly key: string;
  /** Title of the tab. */
  readonly title: string;
  readonly onDidChange: vscode.Event<void>;
  state(): PanelState;
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
    dispose: () => {
      for (const { panel } of [...open.values()]) panel.dispose();
    },
  };
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly content: PanelContent;
  readonly connection: vscode.Disposable;
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
function connectPanel(host: PanelHost, content: PanelContent, panel: vscode.WebviewPanel): vscode.Disposable {
  const { webview } = panel;
  let isReady = false;
  const post = (): void => {
    if (!isReady) return;
    const message: HostMessage = { type: 'state', state: content.state() };
    void webview.postMessage(message);
  };
  const receive = async (value: unknown): Promise<void> => {
    const parsed = parsePanelMessage(value);
    if (!parsed.ok) {
      host.log.error(parsed.problem);
      return;
    }
    isReady = true;
    if (parsed.message.type === 'ready') post();
    else await content.receive(parsed.message);
  };
  panel.title = content.title;
  webview.options = webviewOptions(host.extensionUri);
  const connection = vscode.Disposable.from(
    content.onDidChange(post),
    webview.onDidReceiveMessage((value: unknown) => void receive(value)),
    panel.onDidChangeViewState(() => {
      if (panel.active) host.onDidFocus(content);
    }),
  );
  webview.html = pageOf(host.extensionUri, webview);
  return connection;
}

function pageOf(extensionUri: vscode.Uri, webview: vscode.Webview): string {
  const resource = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
  return panelHtml({
    scriptUri: resource('panel.js'),
    styleUri: resource('panel.css'),
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    language: vscode.env.language,
  });
}
