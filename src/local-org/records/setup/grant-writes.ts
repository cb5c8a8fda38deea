import { hasObjectPermissions } from '../../../platform/objects-without-permissions.ts';
import { SYNTHETIC_PREFIX } from '../../enforce/synthetic-permissions.ts';
import { OrgError } from '../../org-error.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import type { StoredRow } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { auditTrail } from './audit-trail.ts';
import { checkChangeable } from './changeable.ts';
import { checkContainerNeeds, VERB_COLUMNS } from './container-needs.ts';
import { checkHolders } from './licence-rules.ts';
import { recalculateGroupsOf } from './recalculate.ts';
import { integrityError, rowOf, rowsOf, setupObject } from './rows.ts';
import type { RecordRules } from './writes.ts';

export const OBJECT_PERMISSIONS_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    const object = permissionObject(actor, row);
    checkChangeable(actor, row['ParentId'], 'grants');
    const same = rowsOf(actor, 'ObjectPermissions', { ParentId: row['ParentId'] ?? null, SobjectType: object.name })[0];
    if (same) {
      const message = `duplicate value found: ParentId, SobjectType duplicates value on record with id: ${same['Id']}`;
      throw new OrgError(400, 'DUPLICATE_VALUE', message);
    }
    if (row['PermissionsRead'] !== 1 && !isMuting(actor, row)) {
      throw integrityError('An object permission must grant at least Read: PermissionsRead', 'PermissionsRead');
    }
    return { ...row, SobjectType: object.name };
  },
  afterInsert: (actor, row) => {
    checkContainerNeeds(actor, row['ParentId'], [String(row['SobjectType'])]);
    checkHolders(actor, row['ParentId'] ?? null, row['SobjectType'] ?? null);
    changed(actor, row, String(row['SobjectType']));
  },
  beforeUpdate: refuseFixed,
  afterUpdate: (actor, _before, after) => {
    // A row that grants nothing deletes itself.
    if (VERB_COLUMNS.every((verb) => after[verb] !== 1))
      actor.org.store.remove(setupObject(actor, 'ObjectPermissions'), String(after['Id']));
    checkContainerNeeds(actor, after['ParentId'], [String(after['SobjectType'])]);
    changed(actor, after, String(after['SobjectType']));
  },
  beforeDelete: refuseFixed,
  afterDelete: (actor, row) => {
    checkContainerNeeds(actor, row['ParentId'], [String(row['SobjectType'])]);
    changed(actor, row, String(row['SobjectType']));
  },
};

/** Rows that Modify All Data brings cannot be changed or deleted (facts 1.2; the answer is a best guess). */
function refuseFixed(actor: Actor, row: StoredRow): void {
  if (String(row['Id']).startsWith(SYNTHETIC_PREFIX))
    throw new OrgError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  checkChangeable(actor, row['ParentId'], 'grants');
}

function isMuting(actor: Actor, row: StoredRow): boolean {
  return rowOf(actor, 'MutingPermissionSet', row['ParentId']) !== undefined;
}

function permissionObject(actor: Actor, row: StoredRow): ObjectType {
  const object = actor.org.schema.object(String(row['SobjectType'] ?? ''));
  if (object?.kind === 'data' && hasObjectPermissions(object.name)) return object;
  const message = `Sobject Type Name: bad value for restricted picklist field: ${row['SobjectType']}`;
  throw new OrgError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, ['SobjectType']);
}

/** Groups follow their members, and the audit trail tells. */
function changed(actor: Actor, row: StoredRow, what: string): void {
  recalculateGroupsOf(actor, row['ParentId']);
  const parent = rowOf(actor, 'PermissionSet', row['ParentId']) ?? rowOf(actor, 'MutingPermissionSet', row['ParentId']);
  const text = `Changed permission set ${parent?.['Label'] ?? parent?.['MasterLabel'] ?? ''}: access to ${what}`;
  auditTrail(actor, 'PermSetEntityPermChanged', 'Manage Users', text);
}

export const FIELD_PERMISSIONS_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    checkChangeable(actor, row['ParentId'], 'grants');
    const checked = checkedField(actor, row);
    const same = rowsOf(actor, 'FieldPermissions', {
      ParentId: row['ParentId'] ?? null,
      Field: checked['Field'] ?? null,
    })[0];
    if (row['PermissionsRead'] !== 1 && row['PermissionsEdit'] !== 1)
      throw integrityError('A field permission must grant at least Read: PermissionsRead', 'PermissionsRead');
    if (!same) return checked;
    throw new OrgError(
      400,
      'DUPLICATE_VALUE',
      `duplicate value found: ParentId, Field duplicates value on record with id: ${same['Id']}`,
    );
  },
  afterInsert: (actor, row) => changed(actor, row, String(row['Field'])),
  beforeUpdate: (actor, before, changes) => {
    checkChangeable(actor, before['ParentId'], 'grants');
    const after = { ...before, ...changes };
    if (after['PermissionsRead'] !== 1 && after['PermissionsEdit'] !== 1) return;
    checkedField(actor, after);
  },
  afterUpdate: (actor, _before, after) => {
    if (after['PermissionsRead'] !== 1)
      actor.org.store.remove(setupObject(actor, 'FieldPermissions'), String(after['Id']));
    changed(actor, after, String(after['Field']));
  },
  beforeDelete: (actor, row) => checkChangeable(actor, row['ParentId'], 'grants'),
  afterDelete: (actor, row) => changed(actor, row, String(row['Field'])),
};

/** The row with its names spelled truly, when the field carries field-level security at all (facts 1.3). */
function checkedField(actor: Actor, row: StoredRow): StoredRow {
  const { schema } = actor.org;
  const [objectName = '', fieldName = ''] = String(row['Field'] ?? '').split('.');
  const object = schema.object(objectName);
  const field = object && schema.field(object, fieldName);
  if (!object || !field?.permissionable || object.name.toLowerCase() !== String(row['SobjectType']).toLowerCase()) {
    const message = `Field Name: bad value for restricted picklist field: ${row['Field']}`;
    throw new OrgError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, ['Field']);
  }
  const muting = isMuting(actor, row);
  const named = `${object.label}.${field.label}`;
  if (row['PermissionsEdit'] === 1 && row['PermissionsRead'] !== 1 && !muting) {
    throw integrityError(`Permission Edit ${named} depends on permission(s): Read ${named}`, 'PermissionsEdit');
  }
  if (row['PermissionsEdit'] === 1 && (field.calculated || field.autoNumber) && !muting) {
    throw integrityError(`Permission Edit ${named} is not allowed: the field is not editable.`, 'PermissionsEdit');
  }
  return { ...row, SobjectType: object.name, Field: `${object.name}.${field.name}` };
}

export const SETUP_ENTITY_ACCESS_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    checkChangeable(actor, row['ParentId'], 'entities');
    const id = String(row['SetupEntityId'] ?? '');
    const object = actor.org.schema.byKeyPrefix(id.slice(0, 3));
    const found = object && actor.org.store.get(object, id);
    if (!object || !found)
      throw new OrgError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['SetupEntityId']);
    const match = { ParentId: row['ParentId'] ?? null, SetupEntityId: id };
    const same = rowsOf(actor, 'SetupEntityAccess', match)[0];
    if (same)
      throw new OrgError(
        400,
        'DUPLICATE_VALUE',
        `duplicate value found: ParentId, SetupEntityId duplicates value on record with id: ${same['Id']}`,
      );
    return { ...row, SetupEntityType: object.name };
  },
  afterInsert: (actor, row) => changed(actor, row, `${row['SetupEntityType']} ${row['SetupEntityId']}`),
  beforeDelete: (actor, row) => checkChangeable(actor, row['ParentId'], 'entities'),
  afterDelete: (actor, row) => changed(actor, row, `${row['SetupEntityType']} ${row['SetupEntityId']}`),
};
