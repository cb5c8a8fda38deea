import type { OrgMatrix } from '../model/org-matrix.ts';
import { rulesOf } from './matrix-table.ts';
import { untrustedCsv } from './untrusted-text.ts';

const HEAD = ['org', 'state', 'rule', 'severity', 'outcome', 'failed', 'passed', 'waived', 'reason'];

/** One rule of one org a line (RFC 4180, CRLF); an org that could not be read has one line. */
export function csvMatrix({ orgs }: OrgMatrix): string {
  const rows = orgs.flatMap((org) =>
    org.state === 'failed'
      ? [[org.label, org.state, '', '', '', '', '', '', org.failure.message]]
      : rulesOf(org).map(({ rule, severity, outcome, failed, passed, waived, reason }) => [
          org.label,
          org.state,
          rule,
          severity,
          outcome,
          String(failed),
          String(passed),
          String(waived),
          reason,
        ]),
  );
  return `${[HEAD, ...rows].map((row) => row.map(untrustedCsv).join(',')).join('\r\n')}\r\n`;
}
