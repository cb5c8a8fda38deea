import type { Audit } from '../model/audit.ts';
import { csvAudit } from '../report/csv-audit.ts';
import { htmlAudit } from '../report/html/page.ts';
import { jsonAudit } from '../report/json-audit.ts';
import { junitAudit } from '../report/junit-audit.ts';
import { markdownAudit } from '../report/markdown-audit.ts';
import { sarifAudit } from '../report/sarif-audit.ts';
import type { Style } from '../report/style.ts';
import { terminalAudit } from '../report/terminal-audit.ts';

export const AUDIT_FORMATS = ['terminal', 'json', 'sarif', 'junit', 'markdown', 'csv', 'html'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

const FORMATS: Readonly<Record<AuditFormat, (audit: Audit, style: Style) => string>> = {
  terminal: terminalAudit,
  json: (audit) => JSON.stringify(jsonAudit(audit), null, 2),
  sarif: (audit) => JSON.stringify(sarifAudit(audit), null, 2),
  junit: junitAudit,
  markdown: markdownAudit,
  csv: csvAudit,
  html: htmlAudit,
};

export function formatAudit(format: AuditFormat, audit: Audit, style: Style): string {
  return FORMATS[format](audit, style);
}
