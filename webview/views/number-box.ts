import { type Child, h } from '../dom.ts';
import type { Typed } from '../setting-input.ts';
import type { Context } from '../view-state.ts';

/** A box for one number, checked with every key: what it can be is sent at once, what it cannot be is said below it. */
export interface NumberBox {
  /** Of the draft, and part of the ids: `field-…`, `problem-…`. */
  readonly name: string;
  /** The number that holds, as it is typed. */
  readonly shown: string;
  readonly read: (text: string) => Typed<number | null>;
  readonly onValue: (value: number | null) => void;
  /** What the arrow keys add, and between which numbers. */
  readonly steps: { readonly step: number; readonly minimum: number; readonly maximum: number };
  readonly isWhole: boolean;
  /** Id of the text that says what the number does. */
  readonly describedBy?: string;
  readonly placeholder?: string;
}

/** The input, and beside it what is wrong with what is typed. */
export function numberBox(
  context: Context,
  box: NumberBox,
): { readonly input: Child; readonly problem: Child } {
  const { name, shown, read, isWhole, describedBy, placeholder } = box;
  const draft = context.state.drafts[name];
  const typed = draft === undefined ? null : read(draft);
  const problem = typed !== null && 'problem' in typed ? typed.problem : null;
  const problemId = `problem-${name}`;
  const descriptions = [problem === null ? '' : problemId, describedBy ?? ''].filter((id) => id !== '');
  const input = h('input', {
    id: `field-${name}`,
    class: 'number-input',
    type: 'text',
    inputmode: isWhole ? 'numeric' : 'decimal',
    placeholder,
    'aria-describedby': descriptions.length === 0 ? false : descriptions.join(' '),
    'aria-invalid': problem === null ? false : 'true',
    set: { value: draft ?? shown },
    on: {
      input: ({ currentTarget }) => {
        if (currentTarget instanceof HTMLInputElement) typeNumber(context, box, currentTarget.value);
      },
      keydown: (event) => {
        stepNumber(context, box, event);
      },
      blur: () => context.dispatch({ type: 'draft', name, text: null }),
    },
  });
  return {
    input,
    problem: problem !== null && h('p', { class: 'field-problem', id: problemId, role: 'alert' }, problem),
  };
}

/** Takes a text as if it was typed. */
export function typeNumber({ dispatch }: Context, { name, read, onValue }: NumberBox, text: string): void {
  dispatch({ type: 'draft', name, text });
  const typed = read(text);
  if ('value' in typed) onValue(typed.value);
}

/** Arrow keys change the number by a step, as they do in the editor's own number fields. */
function stepNumber(context: Context, box: NumberBox, event: Event): void {
  if (!(event instanceof KeyboardEvent) || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
  event.preventDefault();
  const { step, minimum, maximum } = box.steps;
  const shown = Number(box.shown) + (event.key === 'ArrowUp' ? step : -step);
  const next = Math.min(maximum, Math.max(minimum, Math.round(shown * 1000) / 1000));
  typeNumber(context, box, String(next));
}
