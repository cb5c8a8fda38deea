import { buildAccessGraph } from '../access/build-graph.ts';
import { effectiveAccess } from '../access/effective.ts';
import { reachOf } from '../access/reach.ts';
import { fieldSensitivity } from '../access/sensitive-data.ts';
import type { Risk } from '../model/plan.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { currentState } from './current-state.ts';

/** Records of an object, when they were counted. */
export type RecordCounts = (object: string) => number | undefined;

/** Says what a leaked token opens, from one snapshot: of a user, or of a set that no user holds yet. */
export function riskIn(
  snapshot: Snapshot,
  today: string,
  recordsOf: RecordCounts,
): (who: { readonly username: string; readonly permissionSet: string }) => Risk | undefined {
  const graph = buildAccessGraph(snapshot, { today });
  const sensitivity = fieldSensitivity(snapshot);
  const current = currentState(snapshot);
  return ({ username, permissionSet }) => {
    const user = current.user(username);
    const set = current.permissionSet(permissionSet);
    const holder = user
      ? ({ kind: 'user', id: user.id } as const)
      : set && ({ kind: 'container', id: set.id } as const);
    if (!holder || user?.active === false) return undefined;
    const { objects, readableFields, editableFields, everything, escalation } = reachOf(effectiveAccess(graph, holder));
    const read = objects.filter(({ verbs }) => verbs.length > 0).map(({ object }) => object);
    const counts = read.map(recordsOf);
    const fields = objects.flatMap(({ object, readFields }) => readFields.map((field) => `${object}.${field}`));
    return {
      objects: read.length,
      records: counts.some((count) => count === undefined) ? undefined : sum(counts),
      readableFields,
      editableFields,
      sensitiveFields: fields.filter((field) => sensitivity(field) !== undefined),
      everything,
      escalation,
    };
  };
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}
