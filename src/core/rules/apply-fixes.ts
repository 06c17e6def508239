import type { Category, Finding, Fix, ReasonedEdit, Risk } from '../model.ts';
import { applyEdits } from '../text-edits.ts';
import type { RuleContext, RuleEffect } from './rule.ts';
import { ruleById } from './rule-table.ts';

/** Which fixes may be applied; what is not named is not limited. */
export interface FixSelection {
  readonly maxRisk: Risk;
  readonly categories?: readonly Category[];
  readonly ruleIds?: readonly string[];
  readonly effects?: readonly RuleEffect[];
}

export type FixedFinding = Finding & { readonly fix: Fix };

export interface FixedText {
  readonly text: string;
  readonly applied: readonly FixedFinding[];
  readonly edits: readonly ReasonedEdit[];
}

const RISKS: readonly Risk[] = ['safe', 'moderate', 'bold'];

/**
 * Applies the fixes of findings to the text they were found in: the least risky first, then from left to right. Fixes
 * that would meet an applied one, with nothing but blanks between them, wait for another pass. Same input, same output.
 */
export function applyFixes(
  context: RuleContext,
  findings: readonly Finding[],
  selection: FixSelection,
): FixedText {
  const applied: FixedFinding[] = [];
  const occupied = createOccupation(context.text);
  for (const finding of orderFindings(findings.filter((each) => isSelected(each, selection)))) {
    if (occupied.isFree(finding.fix)) {
      occupied.take(finding.fix);
      applied.push(finding);
    }
  }
  const edits = applied.flatMap(reasonedEdits).sort((a, b) => a.edit.span.start - b.edit.span.start);
  return {
    text: applyEdits(
      context.text,
      edits.map(({ edit }) => edit),
    ),
    applied,
    edits,
  };
}

function reasonedEdits(finding: FixedFinding): ReasonedEdit[] {
  const reason = { ruleId: finding.ruleId, category: finding.category, why: finding.message };
  return finding.fix.edits.map((edit) => ({ edit, reason }));
}

function isSelected(finding: Finding, selection: FixSelection): finding is FixedFinding {
  if (finding.fix === null) return false;
  if (RISKS.indexOf(finding.fix.risk) > RISKS.indexOf(selection.maxRisk)) return false;
  if (selection.categories?.includes(finding.category) === false) return false;
  if (selection.ruleIds?.includes(finding.ruleId) === false) return false;
  if (selection.effects === undefined) return true;
  const effect = ruleById(finding.ruleId)?.effect;
  return effect !== undefined && selection.effects.includes(effect);
}

function orderFindings(findings: readonly FixedFinding[]): FixedFinding[] {
  return [...findings].sort(
    (a, b) =>
      RISKS.indexOf(a.fix.risk) - RISKS.indexOf(b.fix.risk) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      (a.ruleId < b.ruleId ? -1 : 1),
  );
}

/** Remembers which places are taken: even cells are the places between characters, odd ones the characters. */
function createOccupation(text: string): { isFree(fix: Fix): boolean; take(fix: Fix): void } {
  const cells = new Uint8Array(2 * text.length + 1);
  const reach = (fix: Fix): (readonly [number, number])[] =>
    fix.edits.map(({ span }) => [2 * skipBlanks(text, span.start, -1), 2 * skipBlanks(text, span.end, 1)]);
  return {
    isFree: (fix) => reach(fix).every(([start, end]) => !cells.subarray(start, end + 1).includes(1)),
    take: (fix) => {
      for (const [start, end] of reach(fix)) cells.fill(1, start, end + 1);
    },
  };
}

function skipBlanks(text: string, from: number, step: 1 | -1): number {
  let position = from;
  const at = step === 1 ? 0 : -1;
  while (/\s/u.test(text[position + at] ?? 'x')) position += step;
  return position;
}
