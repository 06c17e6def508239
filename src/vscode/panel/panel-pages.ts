import type * as vscode from 'vscode';
import type { PageOf, Page } from '../../protocol/pages.ts';

/** A page of a panel beside the result: the host owns what it shows. */
export interface PanelPage<Name extends Page['name']> {
  readonly onDidChange: vscode.Event<void>;
  /** Read when the page is opened, and again after each change while it is open. */
  state(): Promise<PageOf<Name>>;
}

export type PanelPages = { readonly [Name in Page['name']]: PanelPage<Name> };
