/**
 * Arrow keys, Home and End move along a toolbar. Its buttons also stay reachable by Tab: the toolkit's button keeps its
 * focusable part in its shadow, where a roving tab stop cannot reach.
 */
export function moveInToolbar(event: Event): void {
  const { currentTarget, target } = event;
  if (!(event instanceof KeyboardEvent) || !(currentTarget instanceof Element)) return;
  const buttons = [...currentTarget.children].filter((child) => child instanceof HTMLElement);
  const index = buttons.findIndex((button) => button === target);
  const next = targetIndex(directedKey(event.key, currentTarget), { index, count: buttons.length });
  if (index === -1 || next === null) return;
  event.preventDefault();
  buttons[next]?.focus();
}

/** From right to left the next button stands on the left: keys follow what one sees. */
function directedKey(key: string, toolbar: Element): string {
  if (getComputedStyle(toolbar).direction !== 'rtl') return key;
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}

function targetIndex(key: string, at: { readonly index: number; readonly count: number }): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at.index + 1) % at.count;
    case 'ArrowLeft':
      return (at.index - 1 + at.count) % at.count;
    case 'Home':
      return 0;
    case 'End':
      return at.count - 1;
    default:
      return null;
  }
}
