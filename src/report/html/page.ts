import type { Audit } from '../../model/audit.ts';

export function htmlAudit(audit: Audit): string {
  return `<!doctype html><title>${audit.version}</title>`;
}
