import { buildAccessGraph } from '../../access/build-graph.ts';
import { effectiveAccess } from '../../access/effective.ts';
import type { ObjectVerb } from '../../model/permission.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ChangeRule } from '../change-rule.ts';
import { touchedUsers } from '../touched-users.ts';
import { listed } from '../wording.ts';

export const losesUsedAccess: ChangeRule = {
  id: 'loses-used-access',
  title: 'An integration loses what it uses',
  why: 'Its own API calls of the last days ask for objects that it will not be allowed to reach any more.',
  fix: 'Add those objects to its file, or make sure that the calls are not needed. To go on all the same: --allow loses-used-access.',
  severity: 'high',
  effect: 'refuse',
  *check(context) {
    const { before, after, today } = context;
    const graphs = [before, after].map((snapshot) => buildAccessGraph(snapshot, { today }));
    for (const { user, changes } of touchedUsers(context)) {
      const { username } = user;
      // Whoever is locked out uses nothing any more: locks-out-live-integration has looked at that.
      if (user.frozen) continue;
      const [had, has] = graphs.map((graph) =>
        effectiveAccess(graph, { kind: 'user', id: idOf(graph.snapshot, username) }),
      );
      const lost = used(before, username).filter(
        ({ object, verb }) => had?.may({ kind: 'object', object, verb }) && !has?.may({ kind: 'object', object, verb }),
      );
      if (lost.length === 0) continue;
      const names = [...new Set(lost.map(({ object, verb }) => `${object} (${verb})`))];
      yield {
        changes: changes.map(({ id }) => id),
        message: `${username} loses what it used in the days that logs were read for: ${listed(names)}.`,
      };
    }
  },
};

function idOf({ users }: Snapshot, username: string): string {
  return users.find((user) => user.username.toLowerCase() === username.toLowerCase())?.id ?? '';
}

const VERB_OF_METHOD: Readonly<Record<string, ObjectVerb>> = {
  GET: 'read',
  POST: 'create',
  PATCH: 'edit',
  DELETE: 'delete',
};

/** Objects and verbs that its calls asked for. A POST may carry a query: only what is named an entity counts. */
function used(
  { apiCalls }: Snapshot,
  username: string,
): readonly { readonly object: string; readonly verb: ObjectVerb }[] {
  return apiCalls
    .filter((call) => call.username === username && call.statusClass !== '4xx')
    .flatMap(({ method, entities }) => {
      const verb = VERB_OF_METHOD[method];
      return verb ? entities.map((object) => ({ object, verb })) : [];
    });
}
