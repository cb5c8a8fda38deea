import type { Actor } from './actor.ts';

/** Writes that stand or fall together. Set-up and business records must not meet in one: see `writes`. */
export function inTransaction<T>(actor: Actor, work: (actor: Actor) => T): T {
  if (actor.transaction) return work(actor);
  return actor.org.store.transaction(() => work({ ...actor, transaction: { setup: undefined, data: undefined } }));
}
