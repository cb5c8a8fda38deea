import { hasObjectPermissions } from '../../platform/objects-without-permissions.ts';
import { firstRow, insertRow } from '../metadata/records.ts';
import type { OpenOrg } from '../open-org.ts';
import type { ObjectType } from '../schema/object-type.ts';

/** Custom objects and fields made in Setup are open to administrators; a deployment alone would leave them closed. */
export function openToAdministrators(org: OpenOrg): void {
  const profile = firstRow(org, 'Profile', { FullName: 'Admin' });
  const ParentId = firstRow(org, 'PermissionSet', { ProfileId: profile?.['Id'] ?? null })?.['Id'];
  if (typeof ParentId !== 'string') return;
  for (const object of org.schema.objects()) {
    if (object.kind === 'data' && object.name.endsWith('__c')) openObject(org, ParentId, object);
    openFields(org, ParentId, object);
  }
}

const EVERYTHING = {
  PermissionsCreate: 1,
  PermissionsRead: 1,
  PermissionsEdit: 1,
  PermissionsDelete: 1,
  PermissionsViewAllRecords: 1,
  PermissionsModifyAllRecords: 1,
};

function openObject(org: OpenOrg, ParentId: string, { name }: ObjectType): void {
  const match = { ParentId, SobjectType: name };
  if (!hasObjectPermissions(name) || firstRow(org, 'ObjectPermissions', match)) return;
  insertRow(org, 'ObjectPermissions', org.adminId, { ...match, ...EVERYTHING });
}

function openFields(org: OpenOrg, ParentId: string, object: ObjectType): void {
  const own = object.fields.filter(({ custom, permissionable }) => custom && permissionable);
  for (const field of own) {
    const match = { ParentId, SobjectType: object.name, Field: `${object.name}.${field.name}` };
    if (firstRow(org, 'FieldPermissions', match)) continue;
    const edit = field.calculated || field.autoNumber ? 0 : 1;
    insertRow(org, 'FieldPermissions', org.adminId, { ...match, PermissionsRead: 1, PermissionsEdit: edit });
  }
}
