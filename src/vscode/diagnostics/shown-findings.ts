import type { Finding } from '../../core/model.ts';
import { ruleById } from '../../core/rules/rule-table.ts';

/** The findings of all rules that are not disabled; rules are disabled by id or name. */
export function shownFindings(
  findings: readonly Finding[],
  disabledRules: readonly string[],
): readonly Finding[] {
  const isShown = shownBut(disabledRules);
  return findings.filter(({ ruleId }) => isShown(ruleId));
}

/** The same for the ids of rules alone. */
export function shownRules(ruleIds: readonly string[], disabledRules: readonly string[]): readonly string[] {
  return ruleIds.filter(shownBut(disabledRules));
}

function shownBut(disabledRules: readonly string[]): (ruleId: string) => boolean {
  const disabled = new Set(disabledRules);
  return (ruleId) => !disabled.has(ruleId) && !disabled.has(ruleById(ruleId)?.name ?? ruleId);
}
