import type { OrgMatrix } from '../model/org-matrix.ts';
import { ANSWER_SCHEMA_VERSION } from './json-answers.ts';
import { jsonAudit } from './json-audit.ts';

/** Every org with its whole audit, or with why there is none: `schemas/org-matrix.schema.json` describes it. */
export function jsonMatrix({ version, date, elapsed, orgs }: OrgMatrix): Record<string, unknown> {
  return {
    schemaVersion: ANSWER_SCHEMA_VERSION,
    version,
    date,
    elapsedMilliseconds: Math.round(elapsed),
    orgs: orgs.map((org) => ({
      label: org.label,
      state: org.state,
      audit: org.state === 'audited' ? jsonAudit(org.audit) : null,
      failure: org.state === 'failed' ? org.failure : null,
    })),
  };
}
