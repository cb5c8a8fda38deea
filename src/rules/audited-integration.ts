import { integrationAccess } from '../access/effective.ts';
import { reachOf } from '../access/reach.ts';
import type { AuditedIntegration, Reach } from '../model/audit.ts';
import { type Finding, SEVERITIES } from '../model/finding.ts';
import type { Integration } from '../model/integration.ts';
import { designMarks } from './design-marks.ts';
import type { RuleInput } from './rule-context.ts';
import { worstSeverity } from './severity.ts';

/** Every integration with what it reaches, how far it keeps to the design, and the verdict in a few words. */
export function auditIntegrations(input: RuleInput, findings: readonly Finding[]): readonly AuditedIntegration[] {
  return input.integrations.map((integration) => {
    const reach = reachOf(integrationAccess(input.graph, integration));
    const own = findings.filter(({ integrations }) => integrations.includes(integration.name));
    const failures = own.filter(({ outcome }) => outcome === 'fail');
    return {
      ...integration,
      reach,
      marks: designMarks(input, integration),
      worst: worstSeverity(failures.map(({ severity }) => severity)),
      verdict: verdictOf(integration, reach, failures, own.length - failures.length),
    };
  });
}

/** Rules whose critical failure says it all, worst first. */
const WORDS: readonly (readonly [string, string])[] = [
  ['user-on-system-administrator', 'is System Administrator'],
  ['admin-equivalent-profile', 'equals System Administrator'],
  ['escalation-path', 'can make itself admin'],
  ['modify-all-data', 'may change and delete everything'],
  ['view-all-data', 'may read everything'],
];

function verdictOf(
  { class: kind, ...parts }: Integration,
  reach: Reach,
  failures: readonly Finding[],
  waived: number,
): string {
  const critical = failures.filter(({ severity }) => severity === 'critical').map(({ rule }) => rule);
  const [, words] = WORDS.find(([rule]) => critical.includes(rule)) ?? [];
  if (words !== undefined) return words;
  const counts = SEVERITIES.filter((severity) => severity !== 'info').flatMap((severity) => {
    const count = failures.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  if (counts.length > 0) return counts.slice(0, 2).join(', ');
  if (kind !== 'own') return kind === 'salesforce' ? 'shipped by Salesforce' : 'shipped with a package';
  const held = parts.users.length + parts.profiles.length + parts.permissionSets.length + parts.groups.length;
  // An app without a user and a set opens something to somebody: nothing found is not nothing there.
  if (held === 0 || (reach.bound === 'at-least' && reach.objects.length + reach.systemPermissions.length === 0))
    return '? its access is not in this source';
  return waived > 0 ? `✓ but for ${waived} waived` : '✓';
}
