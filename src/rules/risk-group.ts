import type { Severity } from '../model/finding.ts';
import { type RiskGroup, riskyPermission, riskyPermissions } from '../platform/risk-tiers.ts';
import { userPermissionLabel } from '../platform/user-permissions.ts';
import { ESCALATING_PERMISSIONS } from './escalating-permissions.ts';
import type { RuleContext, Verdict } from './rule.ts';
import { worstSeverity } from './severity.ts';
import { systemGrants } from './system-grants.ts';
import { joined, listed } from './wording.ts';

interface RiskGroupOptions {
  /** End of the sentence: what the group means. */
  readonly means: string;
}

/** One failure per profile or set that grants permissions of a risk group: the worst first, each with what it opens. */
export function riskGroupVerdicts(
  context: RuleContext,
  groups: readonly RiskGroup[],
  { means }: RiskGroupOptions,
): Generator<Verdict> {
  const names = groups
    .flatMap((group) => riskyPermissions(group))
    .map(({ name }) => name)
    .filter((name) => !ESCALATING_PERMISSIONS.includes(name));
  return systemGrants(context, names, (title, granted) => {
    const worstFirst = names.filter((name) => granted.includes(name)).sort((a, b) => tierOf(a) - tierOf(b));
    const labels = worstFirst.map(userPermissionLabel);
    return {
      message: `${title} gives ${listed(labels)}: ${means}.`,
      fix: `Remove ${joined(labels)}; leave such work to people, or to an integration made and reviewed for it.`,
      severity: worstSeverity(worstFirst.flatMap((name) => riskyPermission(name)?.tier ?? [])) ?? 'medium',
      details: worstFirst.map((name) => `${userPermissionLabel(name)}: ${riskyPermission(name)?.opens}`),
    };
  });
}

const TIERS: readonly Severity[] = ['critical', 'high', 'medium'];

function tierOf(name: string): number {
  return TIERS.indexOf(riskyPermission(name)?.tier ?? 'medium');
}
