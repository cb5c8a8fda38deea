import { loadPlan, savePlan } from '../connectors/file/plan-file.ts';
import type { Plan } from '../model/plan.ts';
import { Problem } from '../model/problem.ts';
import type { Run } from '../model/run.ts';
import { sameValue } from '../plan/fingerprint.ts';

/** Keeps a plan for a later apply. */
export function keepPlan(path: string, plan: Plan): Promise<void> {
  return savePlan(path, plan);
}

/**
 * A kept plan, if it still fits: the same changes from the same state of the same org; or what is left of it, when a run of
 * it was cut off.
 *
 * @param fresh the plan as it is now
 * @throws Problem `stale-plan`
 */
export async function keptPlan(path: string, fresh: Plan, earlier: readonly Run[]): Promise<Plan> {
  const kept = await loadPlan(path);
  if (kept.fingerprint === fresh.fingerprint) return kept;
  const wasCutOff = earlier.some(
    ({ fingerprint, outcome }) => fingerprint === kept.fingerprint && outcome !== 'completed',
  );
  if (wasCutOff && isPartOf(fresh, kept)) return fresh;
  throw new Problem({
    kind: 'usage',
    code: 'stale-plan',
    message: `${path} does not fit any more: the org or the declarations have changed since it was made.`,
    actions: ['Plan again, look at what differs, and apply that: leastwise plan --out <file>'],
  });
}

function isPartOf(fresh: Plan, kept: Plan): boolean {
  const approved = new Map(kept.changes.map(({ id, after }) => [id, after]));
  return fresh.changes.every(({ id, after }) => approved.has(id) && sameValue(approved.get(id), after));
}
