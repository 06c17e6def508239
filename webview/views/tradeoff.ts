import type { FrontMember } from '../../src/core/model.ts';
import type { PhaseOf } from '../../src/protocol.ts';
import { frontChart, memberLabel } from '../charts/front.ts';
import { type Child, h } from '../dom.ts';
import { formatFixed, formatNumber, formatPercent } from '../format.ts';
import { lambdaLimit, type LambdaRange, lambdaRanges } from '../lambda-ranges.ts';
import { quotedText } from '../rich-text.ts';
import { formatCount, localise, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { shorten } from './analysis.ts';
import { isSettled } from './reason.ts';
import { section } from './section.ts';

type Result = PhaseOf<'result'>;

/** The front: what quality costs, and the slider that moves the pick along it without another run. */
export function tradeoffSection(context: Context, result: Result): Child {
  const { front } = result.report;
  const original = originalMember(result);
  // With one text there is nothing to trade.
  if (front.every(({ operator }) => operator === 'original')) return null;
  return section(
    context,
    {
      name: 'tradeoff',
      title: t('Trade-off'),
      note: plural(front.length, '{0} text on the front', '{0} texts on the front'),
      isOpenByDefault: true,
    },
    h(
      'div',
      { class: 'tradeoff' },
      frontChart({
        front,
        original,
        pickId: result.selection.pickId,
        onPick: (id) => {
          if (!isSettled(result.action.status)) context.send({ type: 'pick', id });
        },
      }),
      lambdaSlider(context, result),
    ),
    intervalNote(result),
    candidateTable(context, result),
  );
}

/** What the whiskers of the chart and the ranges of the table are intervals of. */
function intervalNote({ report: { front, evidence } }: Result): Child {
  if (front.every(({ quality }) => quality.interval === undefined)) return null;
  const kept = evidence?.cases?.cases ?? 0;
  return h(
    'p',
    { class: 'note interval-note' },
    t('Lines through the points and ranges in the table: the interval of the quality over the search cases.'),
    kept > 0 &&
      ` ${plural(kept, 'The verdict rests on {0} other case.', 'The verdict rests on {0} other cases.')}`,
  );
}

/** The original as a point of the chart, whether or not it stands on the front. */
function originalMember({ report }: Result): FrontMember {
  return { id: 'original', operator: 'original', round: 0, cost: 1, ...report.original };
}

function lambdaSlider({ state, send, dispatch }: Context, { report, selection, action }: Result): Child {
  const breakpoints = report.metrics.lambda.breakpoints.filter((value) => value > 0);
  const lambda = state.lambdaDraft ?? selection.lambda;
  const onInput = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    dispatch({ type: 'lambda', lambda: currentTarget.valueAsNumber });
    send({ type: 'set-lambda', lambda: currentTarget.valueAsNumber });
  };
  return h(
    'div',
    { class: 'lambda' },
    h(
      'div',
      { class: 'lambda-head' },
      h('label', { for: 'lambda-input' }, t('λ: quality for cost')),
      h('output', { class: 'lambda-value', for: 'lambda-input' }, formatNumber(lambda, 2)),
    ),
    h('input', {
      id: 'lambda-input',
      class: 'slider',
      type: 'range',
      min: 0,
      max: lambdaLimit(breakpoints, lambda),
      step: 0.01,
      list: 'lambda-breakpoints',
      disabled: isSettled(action.status),
      'aria-describedby': 'lambda-help',
      'aria-valuetext': t('{0} points for 1 percent of cost', formatNumber(lambda, 2)),
      set: { value: String(lambda) },
      on: { input: onInput },
    }),
    h(
      'datalist',
      { id: 'lambda-breakpoints' },
      breakpoints.map((value) => h('option', { value: String(value) })),
    ),
    h('p', { id: 'lambda-help', class: 'note' }, lambdaHelp(breakpoints)),
  );
}

function lambdaHelp(breakpoints: readonly number[]): string {
  const meaning = t('Quality points you would give up for a call that is 1 % cheaper.');
  if (breakpoints.length === 0) return t('{0} No value of λ changes the pick.', meaning);
  const places = breakpoints.map((value) => formatNumber(value, 2)).join(', ');
  return t('{0} The pick changes at {1}.', meaning, places);
}

function candidateTable(context: Context, result: Result): Child {
  const { front, metrics } = result.report;
  const ranges = lambdaRanges(front);
  const isApproximate = metrics.tokens.provenance === 'estimate';
  return h(
    'table',
    { class: 'table candidates' },
    h('caption', { class: 'visually-hidden' }, t('Candidates on the front')),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, t('Candidate')),
        h('th', { scope: 'col', class: 'number' }, t('Quality')),
        h('th', { scope: 'col', class: 'number' }, t('Tokens')),
        h('th', { scope: 'col', class: 'number' }, t('Cost')),
        h('th', { scope: 'col', class: 'number wide-only' }, t('Pick at λ')),
      ),
    ),
    h(
      'tbody',
      {},
      front.map((member) =>
        candidateRow(context, result, { member, range: ranges.get(member.id), isApproximate }),
      ),
      front.every(({ operator }) => operator !== 'original') &&
        beatenRow(originalMember(result), isApproximate),
    ),
  );
}

interface CandidateRow {
  readonly member: Result['report']['front'][number];
  readonly range: LambdaRange | undefined;
  readonly isApproximate: boolean;
}

function candidateRow({ send }: Context, { selection, action }: Result, row: CandidateRow): Child {
  const { member, range, isApproximate } = row;
  const isPick = member.id === selection.pickId;
  const input = h('input', {
    type: 'radio',
    name: 'pick',
    value: member.id,
    disabled: isSettled(action.status),
    set: { checked: isPick },
    on: { change: () => send({ type: 'pick', id: member.id }) },
  });
  return h(
    'tr',
    { key: member.id, class: isPick ? 'is-pick' : false },
    h(
      'th',
      { scope: 'row' },
      h('label', { class: 'radio' }, input, h('span', {}, memberLabel(member))),
      h('div', { class: 'note radio-gap said' }, memberReason(member)),
    ),
    numberCells(member, isApproximate),
    h('td', { class: 'number wide-only' }, rangeLabel(range)),
  );
}

/** What a text of the front does to the original, and its first reason: enough to tell it from the others. */
function memberReason({ operator, explanations }: CandidateRow['member']): string {
  if (operator === 'original') return t('The prompt as it stands.');
  const changes = plural(explanations.length, '{0} change', '{0} changes');
  const [first] = [...explanations].sort((a, b) => Math.abs(b.tokensDelta) - Math.abs(a.tokensDelta));
  if (first === undefined || first.why === '') return t('{0}.', changes);
  return t('{0}, the largest: {1}', changes, shorten(localise(quotedText(first.why))));
}

/** The original when a rewrite is both better and cheaper: for comparison, not for choice. */
function beatenRow(original: FrontMember, isApproximate: boolean): Child {
  return h(
    'tr',
    { key: 'beaten', class: 'is-beaten' },
    h('th', { scope: 'row' }, h('span', { class: 'radio-gap' }, memberLabel(original))),
    numberCells(original, isApproximate),
    h('td', { class: 'number wide-only' }, t('never')),
  );
}

function numberCells({ quality, tokens, cost }: FrontMember, isApproximate: boolean): Child {
  return [
    h(
      'td',
      { class: 'number' },
      formatFixed(quality.value),
      quality.interval !== undefined && h('div', { class: 'note' }, rangeOf(quality.interval)),
    ),
    h('td', { class: 'number' }, `${isApproximate ? '≈ ' : ''}${formatCount(tokens)}`),
    h('td', { class: 'number' }, formatPercent(cost * 100)),
  ];
}

function rangeOf([low, high]: readonly [number, number]): string {
  return t('{0} to {1}', formatFixed(low), formatFixed(high));
}

function rangeLabel(range: LambdaRange | undefined): string {
  if (range === undefined) return t('by hand');
  if (range.to === null) return range.from === 0 ? t('any') : t('from {0}', formatNumber(range.from, 2));
  return `${formatNumber(range.from, 2)}–${formatNumber(range.to, 2)}`;
}
