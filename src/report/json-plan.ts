import type { Plan } from '../model/plan.ts';
import { planCounts } from './terminal-plan.ts';

export const PLAN_SCHEMA_VERSION = 1;

/** A plan as data: all of it, in order, with the counts. */
export function jsonPlan(plan: Plan): Record<string, unknown> {
  const { version: _, target, orgId, environment, changes, integrations, drift, findings, notes, fingerprint } = plan;
  return {
    schemaVersion: PLAN_SCHEMA_VERSION,
    target,
    orgId: orgId ?? null,
    environment: environment ?? null,
    counts: planCounts(plan),
    changes: changes.map((change) => ({ ...change, before: change.before ?? null, after: change.after ?? null })),
    integrations: integrations.map((one) => ({ ...one, before: one.before ?? null, after: one.after ?? null })),
    drift,
    findings,
    notes: notes.map((note) => ({ ...note, origin: note.origin ?? null })),
    fingerprint,
  };
}
