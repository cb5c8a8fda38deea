import type { Audit } from '../model/audit.ts';

/** Grows by a number when a field goes or changes its meaning; new fields do not count. */
export const AUDIT_SCHEMA_VERSION = 1;

/** The answer of an audit as data: `schemas/audit.schema.json` describes it. Text is as it stands in the source. */
export function jsonAudit(audit: Audit): Record<string, unknown> {
  const { version, source, counts, partial, elapsed, date, integrations, findings, rules, ruleTexts, diagnostics } =
    audit;
  return {
    schemaVersion: AUDIT_SCHEMA_VERSION,
    version,
    date,
    source,
    partial,
    elapsedMilliseconds: Math.round(elapsed),
    counts,
    integrations,
    findings,
    rules: rules.map((summary) => {
      const text = ruleTexts.find(({ id }) => id === summary.rule);
      return {
        ...summary,
        ...(text ? { code: text.code, why: text.why, fix: text.fix, references: text.references } : {}),
      };
    }),
    diagnostics,
    ...(audit.crossCheck ? { crossCheck: audit.crossCheck } : {}),
  };
}
