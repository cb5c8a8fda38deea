import type { AccessGraph } from '../access/access-graph.ts';
import { buildAccessGraph } from '../access/build-graph.ts';
import { effectiveAccess } from '../access/effective.ts';
import type { EffectiveAccess } from '../access/effective-access.ts';
import type { Change } from '../model/change.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { User } from '../model/user.ts';
import { standardProfile } from '../platform/standard-profiles.ts';
import type { ChangeContext } from './change-rule.ts';

/** A user whose access a plan changes, and the changes that do it. */
export interface TouchedUser {
  readonly user: User;
  readonly changes: readonly Change[];
  /** How many grants it loses and gains. */
  readonly lost: number;
  readonly gained: number;
}

/** Active users whose access differs before and after. */
export function touchedUsers({ plan, before, after, today }: ChangeContext): readonly TouchedUser[] {
  const graphs = { before: buildAccessGraph(before, { today }), after: buildAccessGraph(after, { today }) };
  return before.users
    .filter(({ active }) => active)
    .flatMap((user) => {
      const changes = plan.changes.filter((change) => concerns(before, change, user));
      if (changes.length === 0) return [];
      const had = grantsOf(graphs.before, user);
      const has = after.users.some(({ id, active }) => id === user.id && active)
        ? grantsOf(graphs.after, user)
        : NOTHING;
      const lost = [...had].filter((grant) => !has.has(grant)).length;
      const gained = [...has].filter((grant) => !had.has(grant)).length;
      return lost + gained > 0 ? [{ user, changes, lost, gained }] : [];
    });
}

const NOTHING: ReadonlySet<string> = new Set();

/** Whether a change can reach a user: it names it, or a set, group or profile that it holds. */
function concerns(snapshot: Snapshot, change: Change, { username, profile }: User): boolean {
  const state = change.before ?? change.after;
  if (!state) return false;
  if ('username' in state) return state.username.toLowerCase() === username.toLowerCase();
  if (change.subject === 'app') return false;
  const name = state.name.toLowerCase();
  if (change.subject === 'profile') {
    const called = profile === undefined ? undefined : (standardProfile(profile)?.name ?? profile).toLowerCase();
    return called === (standardProfile(name)?.name ?? name).toLowerCase();
  }
  const groups = snapshot.groups.filter(({ members }) => members.some((member) => member.name.toLowerCase() === name));
  const through = new Set([`permission-set ${name}`, ...groups.map((group) => `group ${group.name.toLowerCase()}`)]);
  return snapshot.assignments.some(
    (assignment) =>
      assignment.username.toLowerCase() === username.toLowerCase() &&
      through.has(`${assignment.target.kind} ${assignment.target.name.toLowerCase()}`),
  );
}

/** Everything granted, one text each. */
function grantsOf(graph: AccessGraph, { id }: User): ReadonlySet<string> {
  const access: EffectiveAccess = effectiveAccess(graph, { kind: 'user', id });
  return new Set([
    ...access.objects.flatMap(({ object, granted }) => bitsOf(granted).map((bit) => `${object} ${bit}`)),
    ...access.fields.flatMap(({ field, granted }) => bitsOf(granted).map((bit) => `${field} ${bit}`)),
    ...access.systemPermissions,
  ]);
}

function bitsOf(mask: number): readonly number[] {
  return [1, 2, 4, 8, 16, 32, 64].filter((bit) => (mask & bit) !== 0);
}
