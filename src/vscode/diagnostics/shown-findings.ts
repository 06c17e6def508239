import type { Finding } from '../../core/model.ts';
import { ruleById } from '../../core/rules/rule-table.ts';

/** The findings of all rules that are not disabled; rules are disabled by id or name. */
export function shownFindings(
  findings: readonly Finding[],
  disabledRules: readonly string[],
): readonly Finding[] {
  const disabled = new Set(disabledRules);
  if (disabled.size === 0) return findings;
  return findings.filter(
    ({ ruleId }) => !disabled.has(ruleId) && !disabled.has(ruleById(ruleId)?.name ?? ruleId),
  );
}
