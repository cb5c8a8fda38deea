import { USER_PERMISSION_NEEDS } from '../../../platform/permission-dependencies.ts';
import { userPermissionLabel } from '../../../platform/user-permissions.ts';
import { OrgError } from '../../org-error.ts';
import type { StoredRow } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { auditTrail } from './audit-trail.ts';
import { integrityError, rowOf, rowsOf, setupObject } from './rows.ts';
import type { RecordRules } from './writes.ts';

const API_NAME = /^[a-zA-Z](?:_?[a-zA-Z0-9])*$/;
const GRANTS = ['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess', 'PermissionSetTabSetting'];

export const PERMISSION_SET_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    checkApiName(row['Name'], 'Name');
    const same = rowsOf(actor, 'PermissionSet', { Name: row['Name'] ?? null })[0];
    if (same) throw duplicateName('Name', same);
    checkNeeds(row);
    return {
      ...row,
      IsCustom: 1,
      IsOwnedByProfile: 0,
      Type: row['HasActivationRequired'] === 1 ? 'Session' : 'Regular',
    };
  },
  afterInsert: (actor, row) =>
    auditTrail(actor, 'PermSetCreate', 'Manage Users', `Created permission set ${row['Label']}`),
  beforeUpdate: (_actor, before, changes) => {
    if (before['IsOwnedByProfile'] === 1 && before['IsCustom'] !== 1) {
      throw integrityError("You can't edit the permissions of a standard profile.");
    }
    checkNeeds({ ...before, ...changes });
  },
  afterUpdate: (actor, before, after) => {
    const changed = Object.keys(after).filter((name) => name.startsWith('Permissions') && before[name] !== after[name]);
    for (const column of changed) {
      const verb = after[column] === 1 ? 'enabled' : 'disabled';
      const text = `Changed permission set ${after['Label']}: ${userPermissionLabel(column.slice('Permissions'.length))} was ${verb}`;
      auditTrail(actor, after[column] === 1 ? 'PermSetEnableUserPerm' : 'PermSetDisableUserPerm', 'Manage Users', text);
    }
  },
  beforeDelete: (actor, row) => {
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

function removeGrants(actor: Actor, container: StoredRow): void {
  for (const name of GRANTS) {
    for (const grant of rowsOf(actor, name, { ParentId: container['Id'] ?? null })) {
      actor.org.store.remove(setupObject(actor, name), String(grant['Id']));
    }
  }
}

function checkApiName(name: unknown, field: string): void {
  if (typeof name !== 'string' || API_NAME.test(name)) return;
  const message = `The ${field === 'Name' ? 'API Name' : 'Developer Name'} can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`;
  throw new OrgError(400, 'INVALID_API_NAME', message, [field]);
}

function duplicateName(field: string, same: StoredRow): OrgError {
  return new OrgError(
    400,
    'DUPLICATE_DEVELOPER_NAME',
    `duplicate value found: ${field} duplicates value on record with id: ${same['Id']}`,
  );
}

/** Permissions without those they need, with labels, as the data API tells them (facts 1.6). */
function checkNeeds(row: StoredRow): void {
  const held = (name: string) => row[`Permissions${name}`] === 1;
  const gaps = Object.entries(USER_PERMISSION_NEEDS)
    .filter(([name]) => held(name))
    .map(([name, needs]) => [name, needs.filter((need) => !held(need))] as const)
    .filter(([, missing]) => missing.length > 0);
  if (gaps.length === 0) return;
  const texts = gaps.map(
    ([name, missing]) =>
      `Permission ${userPermissionLabel(name)} depends on permission(s): ${missing.map(userPermissionLabel).join(', ')}`,
  );
  throw integrityError(texts.join('; '));
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
  afterInsert: (actor, row) => recalculate(actor, row),
  afterDelete: (actor, row) => recalculate(actor, row),
};

/** A group is recalculated when its members change; a fault can leave it outdated, and then it gives nothing. */
function recalculate(actor: Actor, component: StoredRow): void {
  const group = rowOf(actor, 'PermissionSetGroup', component['PermissionSetGroupId']);
  if (!group) return;
  const Status = actor.org.faults.standing('group-stays-outdated') ? 'Outdated' : 'Updated';
  actor.org.store.update(setupObject(actor, 'PermissionSetGroup'), String(group['Id']), { Status });
}
