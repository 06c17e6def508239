import type { PanelMemory } from '../src/protocol.ts';
import type { ViewState } from './view-state.ts';

interface Storage {
  setState(state: PanelMemory): unknown;
}

interface Keeper {
  readonly save: (state: ViewState) => void;
  /** Scrolls to where the reader was before a reload; only the first call does. */
  readonly restoreScroll: () => void;
}

/** Keeps where the reader looks, so that a reloaded panel opens at the same place. */
export function rememberPlace(storage: Storage, memory: PanelMemory | null): Keeper {
  let latest: Omit<PanelMemory, 'scrollTop'> | null = null;
  let scrollToRestore = memory?.scrollTop ?? null;
  const write = (): void => {
    if (latest !== null) storage.setState({ ...latest, scrollTop: Math.round(window.scrollY) });
  };
  window.addEventListener('scrollend', write);
  return {
    save: ({ panel, place }) => {
      // Before the first snapshot the memory of the last panel still holds.
      if (panel === null) return;
      const run = panel.phase.name === 'result' ? panel.phase.report.run : null;
      latest = { version: 1, run, place: { ...place, unfolded: [...place.unfolded] } };
      write();
    },
    restoreScroll: () => {
      if (scrollToRestore !== null) window.scrollTo({ top: scrollToRestore, behavior: 'instant' });
      scrollToRestore = null;
    },
  };
}
