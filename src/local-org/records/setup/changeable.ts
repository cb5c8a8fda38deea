import { OrgError } from '../../org-error.ts';
import type { StoredRow, StoredValue } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { integrityError, rowOf } from './rows.ts';

/** Sets of managed packages and those that Salesforce ships can be assigned, not changed (facts 7.2). */
export function isManaged(set: StoredRow): boolean {
  return (set['NamespacePrefix'] ?? '') !== '' || set['Type'] === 'Standard';
}

/** The code is a StatusCode of the API; the text from memory, as deployments tell it. */
export function managedError(set: StoredRow): OrgError {
  const message = `cannot modify managed object: entity=PermissionSet, component=${String(set['Id']).slice(0, 15)}, state=installed`;
  return new OrgError(400, 'CANNOT_MODIFY_MANAGED_OBJECT', message);
}

/**
 * Whether grants below a container may be written: not of managed sets; object and field permissions not of standard
 * profiles (facts 1.2, not confirmed), set-up entities of those too.
 */
export function checkChangeable(actor: Actor, parentId: StoredValue | undefined, what: 'grants' | 'entities'): void {
  const set = rowOf(actor, 'PermissionSet', parentId);
  if (!set) return;
  if (isManaged(set)) throw managedError(set);
  if (what === 'grants' && set['IsOwnedByProfile'] === 1 && set['IsCustom'] !== 1)
    throw integrityError("You can't edit the permissions of a standard profile.", 'ParentId');
}
