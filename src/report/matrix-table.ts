import { type RuleSummary, SEVERITIES, type Severity } from '../model/finding.ts';
import type { AuditedOrg, OrgMatrix } from '../model/org-matrix.ts';

/** What every way to print a matrix has in common: rows of words, which each escapes for its medium. */
export interface MatrixTables {
  readonly orgs: { readonly head: readonly string[]; readonly rows: readonly OrgRow[] };
  /** Rules that fail somewhere, worst first; one column an org. */
  readonly rules: { readonly head: readonly string[]; readonly rows: readonly RuleRow[] };
}

export interface OrgRow {
  readonly label: string;
  readonly cells: readonly string[];
  readonly worst: Severity | undefined;
  /** Why it could not be read. */
  readonly failure: string | undefined;
}

export interface RuleRow {
  readonly rule: string;
  readonly severity: Severity;
  readonly cells: readonly string[];
}

const COUNTED = ['integrations', ...SEVERITIES.slice(0, 4), 'not checked', 'API calls'];

export function matrixTables({ orgs }: OrgMatrix): MatrixTables {
  const failing = new Map<string, Severity>();
  for (const { rule, severity } of orgs.flatMap(rulesOf).filter(({ outcome }) => outcome === 'fail'))
    failing.set(rule, severity);
  const bySeverity = (a: readonly [string, Severity], b: readonly [string, Severity]): number =>
    SEVERITIES.indexOf(a[1]) - SEVERITIES.indexOf(b[1]) || (a[0] < b[0] ? -1 : 1);
  return {
    orgs: { head: ['org', ...COUNTED], rows: orgs.map(orgRow) },
    rules: {
      head: ['rule', ...orgs.map(({ label }) => label)],
      rows: [...failing].sort(bySeverity).map(([rule, severity]) => ({
        rule,
        severity,
        cells: orgs.map((org) => cellOf(org, rule)),
      })),
    },
  };
}

function orgRow(org: AuditedOrg): OrgRow {
  if (org.state === 'failed') {
    const cells = COUNTED.map(() => '?');
    return { label: org.label, cells, worst: undefined, failure: org.failure.message };
  }
  const { counts, integrations, source } = org.audit;
  const own = integrations.filter((integration) => integration.class === 'own').length;
  const cells = [own, ...SEVERITIES.slice(0, 4).map((severity) => counts.findings[severity]), counts.notChecked];
  return {
    label: org.label,
    cells: [...cells.map(String), source.apiCalls === undefined ? '-' : String(source.apiCalls)],
    worst: SEVERITIES.find((severity) => counts.findings[severity] > 0),
    failure: undefined,
  };
}

export function rulesOf(org: AuditedOrg): readonly RuleSummary[] {
  return org.state === 'audited' ? org.audit.rules : [];
}

/** `3` failures, `✓` passed, `?` could not be judged, `-` nothing there to judge. */
function cellOf(org: AuditedOrg, rule: string): string {
  if (org.state === 'failed') return '?';
  const summary = org.audit.rules.find((one) => one.rule === rule);
  if (!summary || summary.outcome === 'not-applicable') return '-';
  if (summary.outcome === 'not-checked') return '?';
  return summary.failed > 0 ? String(summary.failed) : '✓';
}
