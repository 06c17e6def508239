import * as vscode from 'vscode';
import { sectionName, type SectionHit } from '../../core/data-room/search-documents.ts';
import { debounced } from '../history/debounced.ts';

/** Hits that are listed; what comes after them nobody looks at. */
export const mostHits = 50;

/** Characters of a section that are shown. */
const shownCharacters = 160;

/** A hit as the list shows it. */
export interface HitItem extends vscode.QuickPickItem {
  readonly hit: SectionHit;
}

/** Sections that match, the best first. */
export function toHitItems(hits: readonly SectionHit[]): readonly HitItem[] {
  return hits.slice(0, mostHits).map((hit) => ({
    hit,
    label: hit.document.title,
    description: placeOf(hit),
    detail: excerptOf(hit.section.text),
    // The list is the answer to the query: it must not be filtered once more by its letters.
    alwaysShow: true,
  }));
}

/** The headings above a section; the title is said already. */
function placeOf({ document, section }: SectionHit): string {
  const [first = '', ...others] = section.headings;
  const isTitle = first.toLowerCase() === document.title.toLowerCase();
  return sectionName({ headings: isTitle ? others : section.headings });
}

/** The words of a section without the heading, which is said already. */
function excerptOf(text: string): string {
  const words = text.replace(/^ {0,3}#{1,6}\s[^\n]*\n/u, '').trim();
  return words
    .slice(0, 4 * shownCharacters)
    .replaceAll(/\s+/gu, ' ')
    .slice(0, shownCharacters);
}

/** Lets a person search while typing; the chosen hit, or undefined when it was given up. */
export async function pickHit(
  search: (query: string) => Promise<readonly SectionHit[]>,
): Promise<SectionHit | undefined> {
  const pick = vscode.window.createQuickPick<HitItem>();
  pick.title = vscode.l10n.t('Search Data Room');
  pick.placeholder = vscode.l10n.t('Words of what you look for');
  const show = async (): Promise<void> => {
    const { value } = pick;
    pick.busy = true;
    const hits = await search(value);
    // Somebody has typed on meanwhile.
    if (value !== pick.value) return;
    pick.items = toHitItems(hits);
    pick.busy = false;
  };
  let fail: (error: unknown) => void = () => undefined;
  const update = debounced(60, () => void show().catch((error: unknown) => fail(error)));
  try {
    return await new Promise((resolve, reject) => {
      fail = reject;
      pick.onDidChangeValue(() => update.call(undefined));
      pick.onDidAccept(() => resolve(pick.activeItems[0]?.hit));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    update.dispose();
    pick.dispose();
  }
}
