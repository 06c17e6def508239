import type * as vscode from 'vscode';
import type { GistClient } from '../../node/gist/gist-client.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import type { HistoryView } from '../history/history-view.ts';
import type { HistoryService } from '../history-service.ts';
import type { SharingDialogs } from './sharing-dialogs.ts';

/** Who is signed in to GitHub. The token is never kept, logged or shown. */
export interface GithubSession {
  readonly accessToken: string;
  readonly account: { readonly label: string };
}

/** What the use cases of sharing work with. */
export interface SharingHost {
  readonly history: HistoryService;
  readonly view: HistoryView;
  readonly prompts: DocumentPrompts;
  readonly log: vscode.LogOutputChannel;
  /** Of this profile. */
  readonly globalState: vscode.Memento;
  /** Of this workspace and profile. */
  readonly workspaceState: vscode.Memento;
  /** Tests put their own in place of these. */
  now: () => number;
  dialogs: SharingDialogs;
  gists: GistClient;
  signIn: () => Promise<GithubSession | undefined>;
}
