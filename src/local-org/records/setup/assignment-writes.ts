import { OrgError } from '../../org-error.ts';
import type { StoredRow } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { auditTrail } from './audit-trail.ts';
import { checkHeldSets, refusedByLicence } from './licence-rules.ts';
import { integrityError, rowOf, rowsOf, setupObject } from './rows.ts';
import type { RecordRules } from './writes.ts';

export const PERMISSION_SET_ASSIGNMENT_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    const { AssigneeId = null, PermissionSetId = null, PermissionSetGroupId = null } = row;
    if (PermissionSetId === null && PermissionSetGroupId === null) {
      throw new OrgError(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [PermissionSetId]', [
        'PermissionSetId',
      ]);
    }
    if (rowOf(actor, 'PermissionSet', PermissionSetId)?.['IsOwnedByProfile'] === 1)
      throw integrityError("The permission set of a profile can't be assigned: change the profile of the user.");
    const same = rowsOf(actor, 'PermissionSetAssignment', { AssigneeId, PermissionSetId, PermissionSetGroupId });
    if (same.length > 0) {
      // The tail of the message is not confirmed.
      const what =
        PermissionSetId === null
          ? `Permission Set Group: ${PermissionSetGroupId}`
          : `Permission Set: ${PermissionSetId}`;
      throw new OrgError(400, 'DUPLICATE_VALUE', `Duplicate PermissionSetAssignment. Assignee: ${AssigneeId}; ${what}`);
    }
    for (const set of setsOf(actor, row)) checkLicence(actor, String(AssigneeId), set);
    return { ...row, IsActive: 1, IsRevoked: row['IsRevoked'] ?? 0 };
  },
  afterInsert: (actor, row) =>
    auditTrail(actor, 'PermSetAssign', 'Manage Users', assignmentText(actor, row, 'assigned to')),
  beforeDelete: (actor, row) => {
    const set = rowOf(actor, 'PermissionSet', row['PermissionSetId']);
    if (set?.['IsOwnedByProfile'] !== 1) return;
    throw new OrgError(400, 'INVALID_OPERATION', 'The permission set of a profile cannot be unassigned.');
  },
  afterDelete: (actor, row) =>
    auditTrail(actor, 'PermSetUnassign', 'Manage Users', assignmentText(actor, row, 'unassigned from')),
};

function assignmentText(actor: Actor, row: StoredRow, verb: string): string {
  const user = rowOf(actor, 'User', row['AssigneeId']);
  const set = rowOf(actor, 'PermissionSet', row['PermissionSetId']);
  const group = rowOf(actor, 'PermissionSetGroup', row['PermissionSetGroupId']);
  const what = set ? `Permission set ${set['Label']}` : `Permission set group ${group?.['MasterLabel']}`;
  return `${what}: ${verb} user ${user?.['Name']} (UserID: [${String(row['AssigneeId']).slice(0, 15)}])`;
}

/** The sets that an assignment brings. */
function setsOf(actor: Actor, row: StoredRow): readonly StoredRow[] {
  const direct = rowOf(actor, 'PermissionSet', row['PermissionSetId']);
  if (direct) return [direct];
  const components = rowsOf(actor, 'PermissionSetGroupComponent', {
    PermissionSetGroupId: row['PermissionSetGroupId'] ?? null,
  });
  return components
    .map((component) => rowOf(actor, 'PermissionSet', component['PermissionSetId']))
    .filter((set) => set !== undefined);
}

function checkLicence(actor: Actor, userId: string, set: StoredRow): void {
  const user = rowOf(actor, 'User', userId);
  const refused = refusedByLicence(actor, user, set);
  if (refused === undefined) return;
  throw integrityError(
    `Can't assign permission set "${set['Label']}" to user "${user?.['Name']}". The user license doesn't allow the permission: ${refused}`,
  );
}

export const LICENCE_ASSIGNMENT_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    const { AssigneeId = null, PermissionSetLicenseId = null } = row;
    const same = rowsOf(actor, 'PermissionSetLicenseAssign', { AssigneeId, PermissionSetLicenseId })[0];
    if (same) {
      const message = `duplicate value found: AssigneeId, PermissionSetLicenseId duplicates value on record with id: ${same['Id']}`;
      throw new OrgError(400, 'DUPLICATE_VALUE', message);
    }
    const licence = rowOf(actor, 'PermissionSetLicense', PermissionSetLicenseId);
    const used = Number(licence?.['UsedLicenses'] ?? 0);
    if (licence && used >= Number(licence['TotalLicenses'] ?? 0)) {
      // Code and text are not confirmed for the API; Setup shows this one.
      throw new OrgError(400, 'LICENSE_LIMIT_EXCEEDED', 'No more available licenses for this permission set license.');
    }
    return { ...row, IsRevoked: 0 };
  },
  afterInsert: (actor, row) => countLicence(actor, row, 1),
  afterDelete: (actor, row) => {
    checkHeldSets(actor, row['AssigneeId'] ?? null);
    countLicence(actor, row, -1);
  },
};

function countLicence(actor: Actor, row: StoredRow, change: number): void {
  const licence = rowOf(actor, 'PermissionSetLicense', row['PermissionSetLicenseId']);
  if (!licence) return;
  const used = Math.max(0, Number(licence['UsedLicenses'] ?? 0) + change);
  actor.org.store.update(setupObject(actor, 'PermissionSetLicense'), String(licence['Id']), { UsedLicenses: used });
  const user = rowOf(actor, 'User', row['AssigneeId']);
  const verb = change > 0 ? 'assigned to' : 'removed from';
  auditTrail(
    actor,
    'PermSetLicenseAssign',
    'Manage Users',
    `Permission set license ${licence['MasterLabel']}: ${verb} user ${user?.['Name']}`,
  );
}
