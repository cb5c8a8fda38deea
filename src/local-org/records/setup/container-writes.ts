import { userPermissionLabel } from '../../../platform/user-permissions.ts';
import { OrgError } from '../../org-error.ts';
import type { StoredRow } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { API_NAME_RULE, isApiName } from './api-name.ts';
import { auditTrail } from './audit-trail.ts';
import { isManaged, managedError } from './changeable.ts';
import { checkContainerNeeds } from './container-needs.ts';
import { checkHolders } from './licence-rules.ts';
import { recalculateGroup, recalculateGroupsOf } from './recalculate.ts';
import { integrityError, rowOf, rowsOf, setupObject } from './rows.ts';
import type { RecordRules } from './writes.ts';

const GRANTS = ['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess', 'PermissionSetTabSetting'];

export const PERMISSION_SET_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    checkApiName(row['Name'], 'Name');
    const same = rowsOf(actor, 'PermissionSet', { Name: row['Name'] ?? null })[0];
    if (same) throw duplicateName('Name', same);
    return {
      ...row,
      IsCustom: 1,
      IsOwnedByProfile: 0,
      Type: row['HasActivationRequired'] === 1 ? 'Session' : 'Regular',
    };
  },
  afterInsert: (actor, row) => {
    checkContainerNeeds(actor, row['Id'], permissionColumns(row));
    auditTrail(actor, 'PermSetCreate', 'Manage Users', `Created permission set ${row['Label']}`);
  },
  beforeUpdate: (_actor, before) => refuseFixed(before),
  afterUpdate: (actor, before, after) => {
    checkContainerNeeds(actor, after['Id'], permissionColumns(after, before));
    const Type = after['HasActivationRequired'] === 1 ? 'Session' : 'Regular';
    if (after['Type'] !== Type)
      actor.org.store.update(setupObject(actor, 'PermissionSet'), String(after['Id']), { Type });
    recalculateGroupsOf(actor, after['Id']);
    for (const column of permissionColumns(after, before)) {
      const verb = after[column] === 1 ? 'enabled' : 'disabled';
      const text = `Changed permission set ${after['Label']}: ${userPermissionLabel(column.slice('Permissions'.length))} was ${verb}`;
      auditTrail(actor, after[column] === 1 ? 'PermSetEnableUserPerm' : 'PermSetDisableUserPerm', 'Manage Users', text);
    }
  },
  beforeDelete: (actor, row) => {
    refuseFixed(row);
    const used = [
      ...rowsOf(actor, 'PermissionSetAssignment', { PermissionSetId: row['Id'] ?? null }),
      ...rowsOf(actor, 'PermissionSetGroupComponent', { PermissionSetId: row['Id'] ?? null }),
    ];
    if (used.length > 0) {
      // The facts leave the text open.
      throw new OrgError(
        400,
        'DEPENDENCY_EXISTS',
        `Permission set ${row['Label']} can't be deleted: it is assigned to users or part of a group.`,
      );
    }
    removeGrants(actor, row);
  },
  afterDelete: (actor, row) =>
    auditTrail(actor, 'PermSetDelete', 'Manage Users', `Deleted permission set ${row['Label']}`),
};

/** Columns of the system permissions that a row has, or that differ from the row before. */
function permissionColumns(row: StoredRow, before?: StoredRow): readonly string[] {
  return Object.keys(row).filter(
    (name) => name.startsWith('Permissions') && (before ? before[name] !== row[name] : row[name] === 1),
  );
}

/** The row behind a profile is changed with the profile (facts 0, point 3; the text is a best guess), a managed one never. */
function refuseFixed(row: StoredRow): void {
  if (isManaged(row)) throw managedError(row);
  if (row['IsOwnedByProfile'] === 1)
    throw integrityError("The permission set of a profile can't be changed or deleted: change the profile.");
}

export function removeGrants(actor: Actor, container: StoredRow): void {
  for (const name of GRANTS) {
    for (const grant of rowsOf(actor, name, { ParentId: container['Id'] ?? null })) {
      actor.org.store.remove(setupObject(actor, name), String(grant['Id']));
    }
  }
}

function checkApiName(name: unknown, field: string): void {
  if (typeof name !== 'string' || isApiName(name)) return;
  const message = field === 'Name' ? API_NAME_RULE : API_NAME_RULE.replace('API Name', 'Developer Name');
  throw new OrgError(400, 'INVALID_API_NAME', message, [field]);
}

function duplicateName(field: string, same: StoredRow): OrgError {
  return new OrgError(
    400,
    'DUPLICATE_DEVELOPER_NAME',
    `duplicate value found: ${field} duplicates value on record with id: ${same['Id']}`,
  );
}

export const PERMISSION_SET_GROUP_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    checkApiName(row['DeveloperName'], 'DeveloperName');
    const same = rowsOf(actor, 'PermissionSetGroup', { DeveloperName: row['DeveloperName'] ?? null })[0];
    if (same) throw duplicateName('DeveloperName', same);
    return { ...row, Status: 'Updated' };
  },
  beforeDelete: (actor, row) => {
    const match = { PermissionSetGroupId: row['Id'] ?? null };
    if (rowsOf(actor, 'PermissionSetAssignment', match).length > 0) {
      throw new OrgError(
        400,
        'DEPENDENCY_EXISTS',
        `Permission set group ${row['MasterLabel']} can't be deleted: it is assigned to users.`,
      );
    }
    for (const component of rowsOf(actor, 'PermissionSetGroupComponent', match)) {
      actor.org.store.remove(setupObject(actor, 'PermissionSetGroupComponent'), String(component['Id']));
    }
  },
};

export const GROUP_COMPONENT_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    const { PermissionSetGroupId = null, PermissionSetId = null } = row;
    const set = rowOf(actor, 'PermissionSet', PermissionSetId);
    if (set?.['IsOwnedByProfile'] === 1)
      throw integrityError("The permission set of a profile can't be part of a group.", 'PermissionSetId');
    const same = rowsOf(actor, 'PermissionSetGroupComponent', { PermissionSetGroupId, PermissionSetId })[0];
    if (!same) return row;
    const message = `duplicate value found: PermissionSetGroupId, PermissionSetId duplicates value on record with id: ${same['Id']}`;
    throw new OrgError(400, 'DUPLICATE_VALUE', message);
  },
  afterInsert: (actor, row) => {
    const object = rowsOf(actor, 'ObjectPermissions', { ParentId: row['PermissionSetId'] ?? null })[0];
    if (object) checkHolders(actor, row['PermissionSetId'] ?? null, object['SobjectType'] ?? null);
    recalculateGroup(actor, row['PermissionSetGroupId']);
  },
  afterDelete: (actor, row) => recalculateGroup(actor, row['PermissionSetGroupId']),
};
