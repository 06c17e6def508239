import * as vscode from 'vscode';
import type { Workbench, WorkbenchHost } from './workbench.ts';

export type { Workbench } from './workbench.ts';

/** The workbench, loaded from its own bundle on first use so that activation stays cheap. */
export interface LazyWorkbench extends vscode.Disposable {
  get(): Promise<Workbench>;
  /** The workbench when it is loaded already; asking does not load it. */
  current(): Workbench | undefined;
  readonly onDidLoad: vscode.Event<Workbench>;
}

export function createLazyWorkbench(host: WorkbenchHost): LazyWorkbench {
  let loading: Promise<Workbench> | undefined;
  let loaded: Workbench | undefined;
  let isDisposed = false;
  const didLoad = new vscode.EventEmitter<Workbench>();
  const load = async (): Promise<Workbench> => {
    const { createWorkbench } = await import('./workbench.ts');
    const workbench = createWorkbench(host);
    if (isDisposed) workbench.dispose();
    loaded = workbench;
    didLoad.fire(workbench);
    return workbench;
  };
  return {
    get: () => (loading ??= load()),
    current: () => loaded,
    onDidLoad: didLoad.event,
    dispose: () => {
      isDisposed = true;
      didLoad.dispose();
      loaded?.dispose();
    },
  };
}
