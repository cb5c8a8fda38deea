import { dropBulkJobs } from './bulk/jobs.ts';
import type { OpenOrg } from './open-org.ts';
import { OrgError } from './org-error.ts';
import type { ObjectType } from './schema/object-type.ts';
import type { Session } from './sessions.ts';
import { type Copy, dropCopy, putBack, takeCopy } from './store/copies.ts';

/** States of the org that it can be put back to, by name. They live as long as the process. */
export interface Checkpoints {
  /** Keeps the org as it is now; a checkpoint of that name is replaced. */
  take(name: string): Promise<void>;
  /** Puts the org back, as often as needed. */
  restore(name: string): Promise<void>;
  drop(name: string): Promise<void>;
  names(): readonly string[];
}

interface Checkpoint {
  readonly copy: Copy;
  readonly objects: readonly ObjectType[];
  readonly switches: OpenOrg['switches'];
  readonly sessions: readonly Session[];
  readonly offset: number;
}

/** SQLite attaches ten databases at most; two are left for queries. */
const MOST = 8;

export function createCheckpoints(org: OpenOrg): Checkpoints {
  const kept = new Map<string, Checkpoint>();
  let number = 0;
  const named = (name: string): Checkpoint => {
    const checkpoint = kept.get(name);
    if (checkpoint) return checkpoint;
    throw new OrgError(404, 'NOT_FOUND', `There is no checkpoint ${name}.`);
  };
  const drop = (name: string): void => {
    dropCopy(org.store.database, named(name).copy);
    kept.delete(name);
  };
  return {
    take: (name) =>
      org.store.alone(() => {
        if (kept.has(name)) drop(name);
        if (kept.size >= MOST)
          throw new OrgError(409, 'LIMIT_EXCEEDED', `There can be ${MOST} checkpoints: drop one first.`);
        number += 1;
        org.traffic.flush();
        const copy = takeCopy(org.store.database, `checkpoint ${number}`);
        kept.set(name, { copy, ...stateOf(org) });
      }),
    restore: (name) =>
      org.store.alone(() => {
        const checkpoint = named(name);
        withSessions(org, checkpoint.sessions, () => {
          putBack(org.store.database, checkpoint.copy);
          org.store.replaced();
          org.schema.replace(checkpoint.objects);
          Object.assign(org.switches, checkpoint.switches);
          org.traffic.restart();
          org.faults.clear();
          org.clock.offset = checkpoint.offset;
        });
      }),
    drop: (name) => org.store.alone(() => drop(name)),
    names: () => [...kept.keys()],
  };
}

function stateOf(org: OpenOrg): Omit<Checkpoint, 'copy'> {
  return {
    objects: org.schema.objects(),
    switches: { ...org.switches },
    sessions: org.sessions.list(),
    offset: org.clock.offset,
  };
}

/** Makes the org new again and fills it as it was filled at first. */
export function startOver<Result>(org: OpenOrg, fill: () => Result): Promise<Result> {
  return org.store.alone(() =>
    withSessions(org, [], () => {
      org.faults.clear();
      dropBulkJobs(org);
      org.empty();
      const filled = fill();
      org.markLoaded();
      return filled;
    }),
  );
}

/**
 * Replaces the records of the org. Whoever was logged in then or is logged in now stays so, as long as there is such a
 * user: clients that tests hold on to go on working.
 */
function withSessions<Result>(org: OpenOrg, known: readonly Session[], replace: () => Result): Result {
  const now = org.sessions.list();
  const names = new Map([...known, ...now].map((session) => [session.token, usernameOf(org, session)]));
  const result = replace();
  org.store.all('DELETE FROM "AuthSession"');
  const isThere = (session: Session) => {
    const username = usernameOf(org, session);
    return username !== undefined && (names.get(session.token) ?? username) === username;
  };
  const tokens = new Set(known.map(({ token }) => token));
  org.sessions.resume(
    known.filter(isThere),
    now.filter((session) => !tokens.has(session.token) && isThere(session)),
  );
  return result;
}

function usernameOf({ store }: OpenOrg, { userId }: Session): string | undefined {
  const row = store.all('SELECT "Username" FROM "User" WHERE "Id" = ?', [userId])[0];
  return row && String(row['Username']);
}
