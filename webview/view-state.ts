import type { PanelMessage, PanelState } from '../src/protocol.ts';
import type { Page, PageName, PageOf } from '../src/protocol/pages.ts';

export type DiffMode = 'inline' | 'side-by-side' | 'tokens';

/** Where the reader is looking: the only thing that the panel itself remembers. */
export interface Place {
  readonly page: PageName;
  /** Sections and metrics by name; what is absent is as the view has it by default. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly diffMode: DiffMode;
  /** Folded stretches of text that were opened. */
  readonly unfolded: readonly string[];
}

export interface ViewState {
  /** The latest snapshot; null before the first. */
  readonly panel: PanelState | null;
  /** The latest snapshot of each page that was opened. */
  readonly pages: { readonly [Name in Page['name']]?: PageOf<Name> };
  readonly place: Place;
  readonly isNarrow: boolean;
  /** Where the hand holds the slider while the host computes; null when the host has caught up. */
  readonly lambdaDraft: number | null;
  /** What is being typed into the fields of the Controller, by the name of the setting. */
  readonly drafts: Readonly<Record<string, string>>;
  /** Milliseconds since the latest snapshot: lets a duration go on between two of them. */
  readonly sinceSnapshotMs: number;
}

export type ViewAction =
  | { readonly type: 'snapshot'; readonly panel: PanelState }
  | { readonly type: 'page-snapshot'; readonly page: Page }
  | { readonly type: 'show-page'; readonly page: PageName }
  | { readonly type: 'open'; readonly name: string; readonly isOpen: boolean }
  | { readonly type: 'diff-mode'; readonly mode: DiffMode }
  | { readonly type: 'unfold'; readonly name: string }
  | { readonly type: 'narrow'; readonly isNarrow: boolean }
  | { readonly type: 'lambda'; readonly lambda: number }
  | { readonly type: 'draft'; readonly name: string; readonly text: string | null }
  | { readonly type: 'tick'; readonly sinceSnapshotMs: number };

/** What a view may do beside showing: speak to the host, or change where the reader looks. */
export interface Context {
  readonly state: ViewState;
  readonly send: (message: PanelMessage) => void;
  readonly dispatch: (action: ViewAction) => void;
  /** Goes to a page and has the host send it. */
  readonly open: (page: PageName) => void;
}

export const initialPlace: Place = { page: 'result', open: {}, diffMode: 'inline', unfolded: [] };

/** What the panel knows before the host has said anything. */
export function initialState(place: Place, isNarrow: boolean): ViewState {
  return { panel: null, pages: {}, place, isNarrow, lambdaDraft: null, drafts: {}, sinceSnapshotMs: 0 };
}

/** The next state; the same object when nothing changes, so that nothing is drawn again. */
export function reduce(state: ViewState, action: ViewAction): ViewState {
  switch (action.type) {
    case 'snapshot':
      return takeSnapshot(state, action.panel);
    case 'page-snapshot':
      return { ...state, pages: { ...state.pages, [action.page.name]: action.page } };
    case 'show-page':
      return state.place.page === action.page ? state : withPlace(state, { page: action.page });
    case 'open':
      if (state.place.open[action.name] === action.isOpen) return state;
      return withPlace(state, { open: { ...state.place.open, [action.name]: action.isOpen } });
    case 'diff-mode':
      return state.place.diffMode === action.mode ? state : withPlace(state, { diffMode: action.mode });
    case 'unfold':
      return withPlace(state, { unfolded: [...state.place.unfolded, action.name] });
    case 'narrow':
      return state.isNarrow === action.isNarrow ? state : { ...state, isNarrow: action.isNarrow };
    case 'lambda':
      return { ...state, lambdaDraft: action.lambda };
    case 'draft':
      return withDraft(state, action.name, action.text);
    case 'tick':
      return { ...state, sinceSnapshotMs: action.sinceSnapshotMs };
  }
}

function withDraft(state: ViewState, name: string, text: string | null): ViewState {
  if ((state.drafts[name] ?? null) === text) return state;
  const others = Object.entries(state.drafts).filter(([other]) => other !== name);
  return { ...state, drafts: Object.fromEntries(text === null ? others : [...others, [name, text]]) };
}

/** Folds belong to one text, a draft of λ to one run: those of another are dropped. */
function takeSnapshot(state: ViewState, panel: PanelState): ViewState {
  const lambdaDraft = isLambdaSettled(state, panel) ? null : state.lambdaDraft;
  const next = { ...state, panel, lambdaDraft, sinceSnapshotMs: 0 };
  const isSameText = shownText(state.panel) === shownText(panel);
  return isSameText || state.panel === null ? next : withPlace(next, { unfolded: [] });
}

function isLambdaSettled(state: ViewState, panel: PanelState): boolean {
  const before = state.panel?.phase;
  if (panel.phase.name !== 'result' || before?.name !== 'result') return true;
  const isSameRun = before.report.run === panel.phase.report.run;
  return !isSameRun || panel.phase.selection.lambda === state.lambdaDraft;
}

function shownText(panel: PanelState | null): string {
  return panel?.phase.name === 'result' ? `${panel.phase.report.run} ${panel.phase.selection.pickId}` : '';
}

function withPlace(state: ViewState, place: Partial<Place>): ViewState {
  return { ...state, place: { ...state.place, ...place } };
}
