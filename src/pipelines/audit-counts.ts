import type { AuditCounts } from '../model/audit.ts';
import { type Finding, SEVERITIES, type Severity } from '../model/finding.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { RunResult } from '../rules/run.ts';

/** What an audit held and found, in numbers. */
export function auditCounts(snapshot: Snapshot, result: RunResult): AuditCounts {
  const { containers, groups, connectedApps, externalClientApps, users } = snapshot;
  const ofKind = (kind: string): number => containers.filter((container) => container.kind === kind).length;
  const grants = containers.reduce((sum, { grants: { objects, fields, system, setup } }) => {
    const entries = Object.values(setup).reduce((count, column) => count + column.ids.length, 0);
    return sum + objects.ids.length + fields.ids.length + system.ids.length + entries;
  }, 0);
  return {
    profiles: ofKind('profile'),
    permissionSets: ofKind('permission-set'),
    groups: groups.length,
    apps: connectedApps.length + externalClientApps.length,
    users: users.length,
    grants,
    findings: bySeverity(result.findings),
    waived: result.findings.filter(({ outcome }) => outcome === 'waived').length,
    notChecked: result.summaries.filter(({ outcome }) => outcome === 'not-checked').length,
    baselined: result.baselined,
  };
}

function bySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const failed = findings.filter(({ outcome }) => outcome === 'fail');
  const counts = SEVERITIES.map((severity) => [severity, failed.filter((one) => one.severity === severity).length]);
  return Object.fromEntries(counts) as Record<Severity, number>;
}
