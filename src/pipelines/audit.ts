import { loadCustomRules } from '../config/custom-rules.ts';
import type { Audit, AuditCounts } from '../model/audit.ts';
import { FACT_FAMILIES } from '../model/coverage.ts';
import { type Finding, SEVERITIES, type Severity } from '../model/finding.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Rule } from '../rules/rule.ts';
import type { RunResult } from '../rules/run.ts';
import { loadSource, type SourceOptions } from './load-source.ts';

export interface AuditOptions extends SourceOptions {
  readonly version: string;
  /** Milliseconds on a clock that only goes forward. */
  readonly clock: () => number;
}

/** Reads a source, finds its integrations, judges them: the whole answer. */
export async function audit(options: AuditOptions): Promise<Audit> {
  const started = options.clock();
  const { settings, today, version } = options;
  const custom = (await loadCustomRules(settings.customRules)) as readonly Rule[];
  // Other threads read on while the rules are loaded.
  const [{ snapshot, graph, integrations, crossCheck }, { RULES }, { runRules }, { auditIntegrations }] =
    await Promise.all([
      loadSource({ ...options, families: new Set(FACT_FAMILIES) }),
      import('../rules/register.ts'),
      import('../rules/run.ts'),
      import('../rules/audited-integration.ts'),
    ]);
  const input = { snapshot, graph, integrations, today };
  const result = runRules(input, [...RULES, ...custom], settings);
  return {
    version,
    source: snapshot.source,
    counts: countsOf(snapshot, result),
    integrations: auditIntegrations(input, result.findings),
    findings: result.findings,
    rules: result.summaries,
    ruleTexts: result.texts,
    diagnostics: snapshot.diagnostics,
    partial: snapshot.diagnostics.some(({ level }) => level === 'error'),
    elapsed: options.clock() - started,
    date: today,
    ...(crossCheck ? { crossCheck } : {}),
  };
}

function countsOf(snapshot: Snapshot, result: RunResult): AuditCounts {
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
