/** What the workbench shall open. All paths are absolute paths on this machine. */
export interface WorkbenchTarget {
  /** Where the server answers, such as `http://127.0.0.1:4321`. */
  readonly origin: string;
  readonly folder: string;
  /** The checkout of the extension, run in development mode. The workbench takes one at most. */
  readonly extensionPath?: string;
  /** A bundle exporting `run()`, started in the extension host; needs a server with the test driver. */
  readonly testsPath?: string;
}

/** The address of a workbench of a browser-hosted VS Code server. */
export function workbenchUrl({ origin, folder, extensionPath, testsPath }: WorkbenchTarget): string {
  const url = new URL(origin);
  const remote = (file: string): string =>
    `vscode-remote://${url.host}${new URL(`file://${encodePath(file)}`).pathname}`;
  const payload: [string, string][] = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  if (extensionPath !== undefined) payload.push(['extensionDevelopmentPath', remote(extensionPath)]);
  if (testsPath !== undefined) payload.push(['extensionTestsPath', remote(testsPath)]);
  url.search = `?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return url.href;
}

function encodePath(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
