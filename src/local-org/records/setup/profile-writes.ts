import { OrgError } from '../../org-error.ts';
import type { StoredRow } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { checkContainerNeeds } from './container-needs.ts';
import { removeGrants } from './container-writes.ts';
import { integrityError, rowsOf, setupObject } from './rows.ts';
import type { RecordRules } from './writes.ts';

function ownSet(actor: Actor, profile: StoredRow): StoredRow | undefined {
  return rowsOf(actor, 'PermissionSet', { ProfileId: profile['Id'] ?? null, IsOwnedByProfile: 1 })[0];
}

function changedPermissions(before: StoredRow, after: StoredRow): StoredRow {
  const changed = Object.entries(after).filter(
    ([name, value]) => name.startsWith('Permissions') && before[name] !== value,
  );
  return Object.fromEntries(changed);
}

/** A profile and the set behind it hold the same. Texts are best guesses. */
export const PROFILE_RULES: RecordRules = {
  beforeUpdate: (actor, before, changes) => {
    const isStandard = ownSet(actor, before)?.['IsCustom'] !== 1;
    if (isStandard && Object.keys(changedPermissions(before, changes)).length > 0)
      throw integrityError("You can't edit the permissions of a standard profile.");
  },
  afterUpdate: (actor, before, after) => {
    const set = ownSet(actor, after);
    const changed = changedPermissions(before, after);
    if (!set || Object.keys(changed).length === 0) return;
    actor.org.store.update(setupObject(actor, 'PermissionSet'), String(set['Id']), changed);
    checkContainerNeeds(actor, set['Id'], Object.keys(changed));
  },
  beforeDelete: (actor, row) => {
    const users = rowsOf(actor, 'User', { ProfileId: row['Id'] ?? null }).length;
    const set = ownSet(actor, row);
    if (users > 0 || set?.['IsCustom'] !== 1) {
      const why = users > 0 ? `it is assigned to ${users} user(s)` : 'it is a standard profile';
      throw new OrgError(400, 'DEPENDENCY_EXISTS', `You can't delete this profile because ${why}.`);
    }
    removeGrants(actor, set);
    actor.org.store.remove(setupObject(actor, 'PermissionSet'), String(set['Id']));
  },
};
