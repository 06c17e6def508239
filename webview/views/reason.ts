import type { Explanation } from '../../src/core/report/run-report.ts';
import type { PhaseOf } from '../../src/protocol.ts';
import { checkbox } from '../controls.ts';
import { type Child, h } from '../dom.ts';
import { formatSigned } from '../format.ts';
import { quotedText } from '../rich-text.ts';
import { joinParts, key, localise, t } from '../text.ts';
import type { Context } from '../view-state.ts';

type Result = PhaseOf<'result'>;

interface ReasonOptions {
  readonly index: number;
  /** Shown when several changes share a line, to tell which reason is whose. */
  readonly isNumbered: boolean;
}

/** Why one change was made, what it saves, and the box that takes it. */
export function reasonItem({ send }: Context, result: Result, { index, isNumbered }: ReasonOptions): Child {
  const hunk = result.current.explanations[index];
  if (hunk === undefined) return null;
  const isTaken = !result.selection.rejectedHunks.includes(index);
  return h(
    'li',
    { key: `reason:${index}`, class: isTaken ? 'reason' : 'reason is-left' },
    isNumbered && numberMark(index),
    h(
      'div',
      { class: 'reason-text' },
      h('p', { class: 'said' }, localise(quotedText(hunk.why))),
      h('p', { class: 'note' }, joinParts(originOf(hunk))),
    ),
    checkbox({
      label: t('Take'),
      description: t('change {0}: {1}', index + 1, localise(quotedText(hunk.why))),
      isChecked: isTaken,
      isDisabled: isSettled(result.action.status),
      onChange: (accepted) => send({ type: 'set-hunk', index, accepted }),
    }),
  );
}

/** After the decision the boxes show what was decided; they no longer change anything. */
export function isSettled(status: Result['action']['status']): boolean {
  return status === 'applied' || status === 'stale';
}

function numberMark(index: number): Child {
  return h('span', { class: 'hunk-number' }, String(index + 1));
}

function originOf({ kind, rule, tokensDelta }: Explanation): readonly string[] {
  const source = rule === null ? t('model’s reason') : quotedText(rule);
  return [categoryLabel(kind), source, t('{0} tokens', formatSigned(tokensDelta, 0))];
}

/** The name of a category of the rubric. */
export function categoryLabel(kind: Explanation['kind']): string {
  return t(categoryLabels[kind]);
}

const categoryLabels: Readonly<Record<Explanation['kind'], string>> = {
  clarity: key('Clarity'),
  structure: key('Structure'),
  constraints: key('Constraints'),
  'output-contract': key('Output contract'),
  consistency: key('Consistency'),
  economy: key('Economy'),
  safety: key('Safety'),
};
