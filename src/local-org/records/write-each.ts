import { OrgError } from '../org-error.ts';
import type { Actor } from './actor.ts';
import { inTransaction } from './transaction.ts';

/** A record that was written. */
export interface Written {
  readonly id: string;
  /** Told by an upsert. */
  readonly created?: boolean;
}

/** What became of one record of several. */
export type Outcome = Written | { readonly error: OrgError };

const rolledBack = new OrgError(
  400,
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
);

/** Stops the transaction of a call of which one record failed. */
const UNDO = Symbol('undo');

/**
 * Does something to each record of one call: each for itself, or all or none. Records of one call share a transaction in
 * either case: set-up and business records do not meet in it.
 */
export function writeEach<T>(
  actor: Actor,
  items: readonly T[],
  allOrNone: boolean,
  work: (actor: Actor, item: T) => Written,
): readonly Outcome[] {
  const attempt = (inside: Actor, item: T): Outcome => {
    try {
      return inside.org.store.transaction(() => work(inside, item));
    } catch (error) {
      if (error instanceof OrgError) return { error };
      throw error;
    }
  };
  let outcomes: readonly Outcome[] = [];
  try {
    inTransaction(actor, (inside) => {
      outcomes = items.map((item) => attempt(inside, item));
      if (allOrNone && outcomes.some((outcome) => 'error' in outcome)) throw UNDO;
    });
  } catch (error) {
    if (error !== UNDO) throw error;
    return outcomes.map((outcome) => ('error' in outcome ? outcome : { error: rolledBack }));
  }
  return outcomes;
}
