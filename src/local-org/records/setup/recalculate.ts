import type { StoredValue } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { rowOf, rowsOf, setupObject } from './rows.ts';

/** A group is recalculated when its members change; a fault can leave it outdated, and then it gives nothing. */
export function recalculateGroup(actor: Actor, groupId: StoredValue | undefined): void {
  const group = rowOf(actor, 'PermissionSetGroup', groupId);
  if (!group) return;
  const Status = actor.org.faults.groupsStayOutdated ? 'Outdated' : 'Updated';
  if (group['Status'] === Status) return;
  actor.org.store.update(setupObject(actor, 'PermissionSetGroup'), String(group['Id']), { Status });
}

/** Groups that a set, or a muting set, is part of. */
export function recalculateGroupsOf(actor: Actor, setId: StoredValue | undefined): void {
  for (const component of rowsOf(actor, 'PermissionSetGroupComponent', { PermissionSetId: setId ?? null }))
    recalculateGroup(actor, component['PermissionSetGroupId']);
}
