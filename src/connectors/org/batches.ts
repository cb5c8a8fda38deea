import type { Change } from '../../model/change.ts';

/**
 * Two ways lead into an org: a deployment of metadata, and a composite request of records. Each is all or nothing. Tokens and
 * sessions are ended one by one, at the endpoint for it.
 */
export type Transport = 'metadata' | 'records' | 'revocations';

/** Subrequests of a composite request. */
export const MOST_RECORDS = 25;

/** A permission set is removed by its record, which needs no manifest of destruction. */
export function transportOf({ subject, after }: Change): Transport {
  if (subject === 'tokens' || subject === 'sessions') return 'revocations';
  if (subject === 'profile' || subject === 'app') return 'metadata';
  if (subject !== 'permission-set') return 'records';
  return after ? 'metadata' : 'records';
}

/** Neighbours that go the same way go together; the order of the plan is kept. */
export function batchesOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const batches: Change[][] = [];
  for (const change of changes) {
    const last = batches.at(-1);
    const [first] = last ?? [];
    const together = first && transportOf(first) === transportOf(change) && isRoom(last ?? [], change);
    if (last && together) last.push(change);
    else batches.push([change]);
  }
  return batches;
}

/** One file has one state in a deployment: a profile that is narrowed and opened needs two. */
function isRoom(batch: readonly Change[], change: Change): boolean {
  if (transportOf(change) !== 'metadata') return batch.length < MOST_RECORDS - 1;
  return !batch.some((other) => other.subject === change.subject && nameOf(other) === nameOf(change));
}

function nameOf({ before, after }: Change): string {
  const state = after ?? before;
  return state && 'name' in state ? state.name.toLowerCase() : '';
}
