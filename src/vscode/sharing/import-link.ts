import { isGistId } from '../../node/gist/gist-client.ts';

const extensionId = 'promptops.promptops';

/** The address that opens VS Code and asks to import a gist. */
export function importLink(gistId: string): string {
  return `vscode://${extensionId}/import?gist=${gistId}`;
}

/** The gist that an address of this extension asks to import; null for anything else. */
export function gistOfUri({ path, query }: { readonly path: string; readonly query: string }): string | null {
  if (path !== '/import') return null;
  const gists = new URLSearchParams(query).getAll('gist');
  const [id = ''] = gists;
  return gists.length === 1 && isGistId(id) ? id : null;
}

/** The gist that a person means by a link, the address of a gist or its identifier; null for anything else. */
export function gistOfText(text: string): string | null {
  const trimmed = text.trim();
  if (isGistId(trimmed)) return trimmed;
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  if (url.protocol === 'https:' && url.host === 'gist.github.com') {
    const id = url.pathname.split('/').filter(Boolean).at(-1) ?? '';
    return isGistId(id) ? id : null;
  }
  if (url.host !== extensionId) return null;
  return gistOfUri({ path: url.pathname, query: url.search.slice(1) });
}
