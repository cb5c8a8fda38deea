import type { Audit } from '../model/audit.ts';
import type { Style } from '../report/style.ts';

export const AUDIT_FORMATS = ['terminal', 'json', 'sarif', 'junit', 'markdown', 'csv', 'html'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

type Format = (audit: Audit, style: Style) => string;

/** Each is loaded when it is asked for, and no other. */
const FORMATS: Readonly<Record<AuditFormat, () => Promise<Format>>> = {
  terminal: async () => (await import('../report/terminal-audit.ts')).terminalAudit,
  json: async () => {
    const { jsonAudit } = await import('../report/json-audit.ts');
    return (audit) => JSON.stringify(jsonAudit(audit), null, 2);
  },
  sarif: async () => {
    const { sarifAudit } = await import('../report/sarif-audit.ts');
    return (audit) => JSON.stringify(sarifAudit(audit), null, 2);
  },
  junit: async () => (await import('../report/junit-audit.ts')).junitAudit,
  markdown: async () => (await import('../report/markdown-audit.ts')).markdownAudit,
  csv: async () => (await import('../report/csv-audit.ts')).csvAudit,
  html: async () => (await import('../report/html/page.ts')).htmlAudit,
};

export async function formatAudit(format: AuditFormat, audit: Audit, style: Style): Promise<string> {
  return (await FORMATS[format]())(audit, style);
}
