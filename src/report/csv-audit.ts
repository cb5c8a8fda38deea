import type { Audit } from '../model/audit.ts';
import { untrustedCsv } from './untrusted-text.ts';

const HEAD = [
  'outcome',
  'severity',
  'rule',
  'subject',
  'subjectKind',
  'integrations',
  'message',
  'fix',
  'details',
  'principles',
  'threats',
  'locations',
  'reason',
  'fingerprint',
];

/** One finding a line (RFC 4180, CRLF). Lists are joined by `; `. */
export function csvAudit(audit: Audit): string {
  const rows = audit.findings.map((finding) => [
    finding.outcome,
    finding.severity,
    finding.rule,
    finding.subject,
    finding.subjectKind,
    finding.integrations.join('; '),
    finding.message,
    finding.fix,
    finding.details.join('; '),
    finding.principles.join('; '),
    finding.threats.join('; '),
    finding.locations.map(({ path, line }) => (line > 0 ? `${path}:${line}` : path)).join('; '),
    finding.reason,
    finding.fingerprint,
  ]);
  return `${[HEAD, ...rows].map((row) => row.map(untrustedCsv).join(',')).join('\r\n')}\r\n`;
}
