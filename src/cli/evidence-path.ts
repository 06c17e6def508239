import path from 'node:path';

/**
 * A file as the detection sees it: relative to the working folder, else to the folder that was named. The folders around
 * those say nothing about a prompt.
 */
export function evidencePath(
  absolutePath: string,
  { workingDirectory, root }: { readonly workingDirectory: string; readonly root: string | null },
): string {
  const inside = relativeInside(workingDirectory, absolutePath);
  const inRoot = root === null ? null : relativeInside(path.resolve(workingDirectory, root), absolutePath);
  return (inside ?? inRoot ?? path.basename(absolutePath)).replaceAll('\\', '/');
}

function relativeInside(folder: string, file: string): string | null {
  const relative = path.relative(folder, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? null : relative;
}
