import type { ChangeFinding } from '../model/plan.ts';
import { CHANGE_RULES } from './change-register.ts';
import type { ChangeContext, ChangeRule } from './change-rule.ts';
import { compareSeverity } from './severity.ts';

/** What the rules about changes say of a plan: refusals first, then by severity. */
export function runChangeRules(
  context: ChangeContext,
  rules: readonly ChangeRule[] = CHANGE_RULES,
): readonly ChangeFinding[] {
  const found = rules.flatMap((rule) =>
    [...rule.check(context)].map(
      ({ changes, message, fix = rule.fix, effect = rule.effect }): ChangeFinding => ({
        rule: rule.id,
        severity: rule.severity,
        effect,
        changes,
        message,
        fix,
      }),
    ),
  );
  const isWarning = ({ effect }: ChangeFinding): number => Number(effect === 'warn');
  return [...context.plan.findings, ...found].toSorted(
    (a, b) => isWarning(a) - isWarning(b) || compareSeverity(a.severity, b.severity),
  );
}
