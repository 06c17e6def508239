import * as z from 'zod/mini';

import { type HostMessage, type PanelMessage, parseHostMessage, parsePanelMemory } from '../src/protocol.ts';
import type { PageName } from '../src/protocol/pages.ts';
import { registerControls } from './controls.ts';
import { h } from './dom.ts';
import { rememberPlace } from './memory.ts';
import { renderChildren } from './patch.ts';
import { speak } from './text.ts';
import { initialPlace, initialState, reduce, type ViewAction, type ViewState } from './view-state.ts';
import { app } from './views/app.ts';

// The schema library would probe for `eval`, which the page forbids.
z.config({ jitless: true });

/** Width below which two columns of text no longer fit side by side, in pixels. */
const narrowWidth = 560;

const editor = acquireVsCodeApi();
const root = document.querySelector('.panel');
if (root !== null) start(root);

function start(panel: Element): void {
  registerControls();
  const memory = parsePanelMemory(editor.getState());
  const isNarrow = matchMedia(`(max-width: ${narrowWidth}px)`);
  const keeper = rememberPlace(editor, memory);
  let state = initialState(memory?.place ?? initialPlace, isNarrow.matches);

  const dispatch = (action: ViewAction): void => {
    const next = reduce(state, action);
    if (next === state) return;
    state = next;
    draw();
    keeper.save(state);
  };
  const open = (page: PageName): void => {
    dispatch({ type: 'show-page', page });
    send({ type: 'open-page', page });
  };
  const draw = (): void => {
    const hadFocus = panel.contains(document.activeElement);
    // One wrapper, so that the children of the page are rendered like any others.
    renderChildren(panel, h('div', {}, app({ state, send, dispatch, open })).children);
    if (hadFocus) keepFocus(panel);
  };

  const receive = (message: HostMessage): void => {
    switch (message.type) {
      case 'language':
        speak(message);
        return;
      case 'state':
        dispatch({ type: 'snapshot', panel: message.state });
        if (lacksTokens(state)) send({ type: 'show-tokens' });
        keeper.restoreScroll();
        return;
      case 'page':
        dispatch({ type: 'page-snapshot', page: message.page });
        return;
      case 'show-page':
        open(message.page);
    }
  };

  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const parsed = parseHostMessage(data);
    if (!parsed.ok) {
      reportError(new Error(parsed.problem));
      return;
    }
    receive(parsed.message);
  });
  isNarrow.addEventListener('change', ({ matches }) => dispatch({ type: 'narrow', isNarrow: matches }));
  draw();
  keepTime(() => state, dispatch);
  send({ type: 'ready' });
  if (state.place.page !== 'result') send({ type: 'open-page', page: state.place.page });
}

/** A reader who looked at tokens before a reload, or before a new run, looks at them still. */
function lacksTokens({ panel, place }: ViewState): boolean {
  return place.diffMode === 'tokens' && panel?.phase.name === 'result' && panel.phase.tokenView === undefined;
}

/** When the control that had the focus is gone, the view takes it: Tab goes on from there, not from the top. */
function keepFocus(panel: Element): void {
  if (panel.contains(document.activeElement)) return;
  panel.querySelector<HTMLElement>('.view')?.focus({ preventScroll: true });
}

let pendingLambda: PanelMessage | null = null;

/** Posts to the host; of the many values of a moving slider only the latest of each frame. */
function send(message: PanelMessage): void {
  if (message.type !== 'set-lambda') {
    editor.postMessage(message);
    return;
  }
  if (pendingLambda === null) requestAnimationFrame(postLambda);
  pendingLambda = message;
}

function postLambda(): void {
  if (pendingLambda !== null) editor.postMessage(pendingLambda);
  pendingLambda = null;
}

const tickMs = 500;

/** Lets the elapsed time go on between two snapshots of a run. */
function keepTime(current: () => ViewState, dispatch: (action: ViewAction) => void): void {
  let panel = current().panel;
  let receivedAt = performance.now();
  setInterval(() => {
    const latest = current().panel;
    if (latest !== panel) {
      panel = latest;
      receivedAt = performance.now();
    }
    if (panel?.phase.name === 'running') {
      dispatch({ type: 'tick', sinceSnapshotMs: performance.now() - receivedAt });
    }
  }, tickMs);
}
