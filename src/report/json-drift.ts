import type { DriftReport } from '../model/drift.ts';
import { ANSWER_SCHEMA_VERSION } from './json-answers.ts';

/** Differences with who made them, as data. */
export function jsonDrift({
  plan,
  divergences,
  notCompared,
  trail,
  trailReason,
  adopted,
}: DriftReport): Record<string, unknown> {
  return {
    schemaVersion: ANSWER_SCHEMA_VERSION,
    target: plan.target,
    orgId: plan.orgId ?? null,
    environment: plan.environment ?? null,
    divergences: divergences.map(({ author, ...divergence }) => ({
      ...divergence,
      author: author ? { ...author, from: author.from ?? null } : null,
    })),
    notCompared,
    auditTrail: { window: trail ?? null, reason: trailReason },
    adopted,
    fingerprint: plan.fingerprint,
  };
}
