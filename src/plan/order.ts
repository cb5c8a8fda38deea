import type { Change, PermissionSetChange, ProfileChange } from '../model/change.ts';
import { differenceOf } from '../model/grant-list.ts';

/**
 * The order in which changes run, so that at no moment a user holds more than what it had and what it will have together,
 * and an application that works goes on working:
 *
 * - what is new is created and assigned before what is old is revoked;
 * - who leaves a set that will be changed leaves first, who joins it joins after;
 * - the shared profile is emptied after its users have their sets, and before anybody moves to it;
 * - new users come when the profile they are put on is as narrow as it should be;
 * - what the shared profile gains comes when nobody is left on it who leaves;
 * - who holds a set that goes is deactivated before it is unassigned: the set is how a run that was cut off finds the user.
 *
 * Within a phase changes stay in the order of integrations. A user who leaves one changed set for another changed set is
 * without both for a moment: keeping the bound comes first.
 */
const PHASES = [
  'profile-created',
  'set-created',
  'licence-of-known-user',
  'known-user-gets-new-set',
  'user-leaves-changed-set',
  'set-changed',
  'known-user-gets-known-set',
  'profile-narrowed',
  'user-changed',
  'assignment-revoked',
  'user-created',
  'licence-of-new-user',
  'new-user-gets-set',
  'app',
  'tokens-revoked',
  'user-leaves',
  'profile-opened',
  'going-set-unassigned',
  'licence-taken-back',
  'app-removed',
  'set-removed',
  'profile-removed',
] as const;
type Phase = (typeof PHASES)[number];

export function ordered(changes: readonly Change[]): readonly Change[] {
  const phaseOf = phases(changes);
  const rank = new Map(PHASES.map((phase, index) => [phase, index]));
  const rankOf = (change: Change): number => rank.get(phaseOf(change)) ?? PHASES.length;
  return changes.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function phases(changes: readonly Change[]): (change: Change) => Phase {
  const names = (wanted: (change: Change) => string | undefined): ReadonlySet<string> =>
    new Set(changes.flatMap((change) => wanted(change)?.toLowerCase() ?? []));
  const newUsers = names((change) =>
    change.subject === 'user' && !change.before ? change.after?.username : undefined,
  );
  const newSets = names((change) =>
    change.subject === 'permission-set' && !change.before ? change.after?.name : undefined,
  );
  const goingSets = names((change) =>
    change.subject === 'permission-set' && !change.after ? change.before?.name : undefined,
  );
  const changedSets = names((change) =>
    change.subject === 'permission-set' && change.before ? change.after?.name : undefined,
  );
  return (change) => {
    switch (change.subject) {
      case 'profile':
        return profilePhase(change);
      case 'permission-set':
        return setPhase(change);
      case 'user':
        if (!change.before) return 'user-created';
        return change.after?.active === false ? 'user-leaves' : 'user-changed';
      case 'licence':
        if (!change.after) return 'licence-taken-back';
        return newUsers.has(change.after.username.toLowerCase()) ? 'licence-of-new-user' : 'licence-of-known-user';
      case 'assignment': {
        const { after, before } = change;
        if (!after) {
          const name = (before?.target.name ?? '').toLowerCase();
          if (goingSets.has(name)) return 'going-set-unassigned';
          return changedSets.has(name) ? 'user-leaves-changed-set' : 'assignment-revoked';
        }
        if (newUsers.has(after.username.toLowerCase())) return 'new-user-gets-set';
        return newSets.has(after.target.name.toLowerCase()) ? 'known-user-gets-new-set' : 'known-user-gets-known-set';
      }
      case 'app':
        return change.after ? 'app' : 'app-removed';
      case 'tokens':
      case 'sessions':
        return 'tokens-revoked';
    }
  };
}

function profilePhase({ before, after }: ProfileChange): Phase {
  if (!after) return 'profile-removed';
  if (!before) return 'profile-created';
  return differenceOf(before.grants, after.grants).lost.length === 0 ? 'profile-opened' : 'profile-narrowed';
}

function setPhase({ before, after }: PermissionSetChange): Phase {
  if (!after) return 'set-removed';
  return before ? 'set-changed' : 'set-created';
}
