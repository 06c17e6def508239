/** Identifiers of workspaces are hexadecimal digits, in a browser with a sign; the editor adds the number of a window. */
const ofAnotherWindow = /^(?<path>.*[\\/]-?[0-9a-f]{6,32})-\d{1,3}(?<rest>[\\/][^\\/]+)$/u;

/**
 * The storage that all windows of a workspace share. The editor locks the storage of a workspace and gives each further
 * window a folder of its own with a number behind its name; the history is one for all of them, and its file is made
 * for several writers.
 */
export function sharedStoragePath(storagePath: string, exists: (path: string) => boolean): string {
  const { path, rest } = ofAnotherWindow.exec(storagePath)?.groups ?? {};
  if (path === undefined || rest === undefined || !exists(path)) return storagePath;
  return path + rest;
}
