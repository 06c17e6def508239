import type * as vscode from 'vscode';
import type { PageOf, Page } from '../../protocol/pages.ts';
import type { OptimizationSession } from '../session/optimization-session.ts';

/** A page of a panel beside the result: the host owns what it shows. */
export interface PanelPage<Name extends Page['name']> {
  readonly onDidChange: vscode.Event<void>;
  /** Read when the page is opened, and again after each change while it is open; null: a panel about no prompt. */
  state(session: OptimizationSession | null): Promise<PageOf<Name>>;
}

export type PanelPages = { readonly [Name in Page['name']]: PanelPage<Name> };
