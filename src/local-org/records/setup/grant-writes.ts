import { hasObjectPermissions } from '../../../platform/objects-without-permissions.ts';
import { OrgError } from '../../org-error.ts';
import type { ObjectType } from '../../schema/object-type.ts';
import type { StoredRow } from '../../store/store.ts';
import type { Actor } from '../actor.ts';
import { auditTrail } from './audit-trail.ts';
import { integrityError, rowOf, rowsOf, setupObject } from './rows.ts';
import type { RecordRules } from './writes.ts';

/** Verbs with what each needs beside it, in the words of the error. Source: facts 1.2, 1.6. */
const NEEDS = [
  ['PermissionsCreate', 'Create', ['PermissionsRead']],
  ['PermissionsEdit', 'Edit', ['PermissionsRead']],
  ['PermissionsDelete', 'Delete', ['PermissionsRead', 'PermissionsEdit']],
  ['PermissionsViewAllRecords', 'View All', ['PermissionsRead']],
  [
    'PermissionsModifyAllRecords',
    'Modify All',
    ['PermissionsRead', 'PermissionsEdit', 'PermissionsDelete', 'PermissionsViewAllRecords'],
  ],
  ['PermissionsViewAllFields', 'View All Fields', ['PermissionsRead']],
] as const;
const WORDS: Readonly<Record<string, string>> = {
  PermissionsRead: 'Read',
  PermissionsEdit: 'Edit',
  PermissionsDelete: 'Delete',
  PermissionsViewAllRecords: 'View All',
};
const VERBS = ['PermissionsRead', ...NEEDS.map(([column]) => column)];

export const OBJECT_PERMISSIONS_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    const object = permissionObject(actor, row);
    refuseStandardProfile(actor, row);
    const same = rowsOf(actor, 'ObjectPermissions', { ParentId: row['ParentId'] ?? null, SobjectType: object.name })[0];
    if (same) {
      const message = `duplicate value found: ParentId, SobjectType duplicates value on record with id: ${same['Id']}`;
      throw new OrgError(400, 'DUPLICATE_VALUE', message);
    }
    const spelled = { ...row, SobjectType: object.name };
    if (row['PermissionsRead'] !== 1 && !isMuting(actor, row)) {
      throw integrityError('An object permission must grant at least Read: PermissionsRead', 'PermissionsRead');
    }
    checkObjectNeeds(actor, spelled, object);
    return spelled;
  },
  afterInsert: (actor, row) => tell(actor, row, String(row['SobjectType'])),
  beforeUpdate: (actor, before, changes) => {
    refuseStandardProfile(actor, before);
    const after = { ...before, ...changes };
    if (VERBS.every((verb) => after[verb] !== 1)) return;
    checkObjectNeeds(actor, after, permissionObject(actor, after));
  },
  afterUpdate: (actor, _before, after) => {
    // A row that grants nothing deletes itself.
    if (VERBS.every((verb) => after[verb] !== 1))
      actor.org.store.remove(setupObject(actor, 'ObjectPermissions'), String(after['Id']));
    tell(actor, after, String(after['SobjectType']));
  },
  beforeDelete: (actor, row) => refuseStandardProfile(actor, row),
  afterDelete: (actor, row) => tell(actor, row, String(row['SobjectType'])),
};

function isMuting(actor: Actor, row: StoredRow): boolean {
  return rowOf(actor, 'MutingPermissionSet', row['ParentId']) !== undefined;
}

function permissionObject(actor: Actor, row: StoredRow): ObjectType {
  const object = actor.org.schema.object(String(row['SobjectType'] ?? ''));
  if (object?.kind === 'data' && hasObjectPermissions(object.name)) return object;
  const message = `Sobject Type Name: bad value for restricted picklist field: ${row['SobjectType']}`;
  throw new OrgError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, ['SobjectType']);
}

function checkObjectNeeds(actor: Actor, row: StoredRow, object: ObjectType): void {
  if (isMuting(actor, row)) return;
  const gaps = NEEDS.flatMap(([column, verb, needs]) => {
    if (row[column] !== 1) return [];
    const missing = needs.filter((need) => row[need] !== 1).map((need) => `${WORDS[need]} ${object.label}`);
    return missing.length === 0
      ? []
      : [`Permission ${verb} ${object.label} depends on permission(s): ${missing.join(', ')}`];
  });
  const master = masterOf(actor, object);
  if (master && row['PermissionsRead'] === 1 && !readsObject(actor, row, master)) {
    gaps.push(`Permission Read ${object.label} depends on permission(s): Read ${master.label}`);
  }
  if (gaps.length > 0) throw integrityError(gaps.join('; '));
}

function masterOf({ org }: Actor, object: ObjectType): ObjectType | undefined {
  const field = object.fields.find(({ masterDetail }) => masterDetail);
  return field && org.schema.object(field.referenceTo[0] ?? '');
}

function readsObject(actor: Actor, row: StoredRow, object: ObjectType): boolean {
  const found = rowsOf(actor, 'ObjectPermissions', { ParentId: row['ParentId'] ?? null, SobjectType: object.name })[0];
  return found?.['PermissionsRead'] === 1;
}

/** Object and field permissions of standard profiles are not editable this way (facts 1.2, not confirmed). */
function refuseStandardProfile(actor: Actor, row: StoredRow): void {
  const parent = rowOf(actor, 'PermissionSet', row['ParentId']);
  if (parent?.['IsOwnedByProfile'] !== 1 || parent['IsCustom'] === 1) return;
  throw integrityError("You can't edit the permissions of a standard profile.", 'ParentId');
}

function tell(actor: Actor, row: StoredRow, what: string): void {
  const parent = rowOf(actor, 'PermissionSet', row['ParentId']) ?? rowOf(actor, 'MutingPermissionSet', row['ParentId']);
  const text = `Changed permission set ${parent?.['Label'] ?? parent?.['MasterLabel'] ?? ''}: access to ${what}`;
  auditTrail(actor, 'PermSetEntityPermChanged', 'Manage Users', text);
}

export const FIELD_PERMISSIONS_WRITES: RecordRules = {
  beforeInsert: (actor, row) => {
    refuseStandardProfile(actor, row);
    const checked = checkedField(actor, row);
    const same = rowsOf(actor, 'FieldPermissions', {
      ParentId: row['ParentId'] ?? null,
      Field: checked['Field'] ?? null,
    })[0];
    if (!same) return checked;
    throw new OrgError(
      400,
      'DUPLICATE_VALUE',
      `duplicate value found: ParentId, Field duplicates value on record with id: ${same['Id']}`,
    );
  },
  afterInsert: (actor, row) => tell(actor, row, String(row['Field'])),
  beforeUpdate: (actor, before, changes) => {
    refuseStandardProfile(actor, before);
    const after = { ...before, ...changes };
    if (after['PermissionsRead'] !== 1 && after['PermissionsEdit'] !== 1) return;
    checkedField(actor, after);
  },
  afterUpdate: (actor, _before, after) => {
    if (after['PermissionsRead'] !== 1)
      actor.org.store.remove(setupObject(actor, 'FieldPermissions'), String(after['Id']));
    tell(actor, after, String(after['Field']));
  },
  beforeDelete: (actor, row) => refuseStandardProfile(actor, row),
  afterDelete: (actor, row) => tell(actor, row, String(row['Field'])),
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
  afterInsert: (actor, row) => tell(actor, row, `${row['SetupEntityType']} ${row['SetupEntityId']}`),
  afterDelete: (actor, row) => tell(actor, row, `${row['SetupEntityType']} ${row['SetupEntityId']}`),
};
