import { mayReach } from '../enforce/record-access.ts';
import { SYNTHETIC_PREFIX, syntheticRow } from '../enforce/synthetic-permissions.ts';
import { OrgError } from '../org-error.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { fullId } from '../store/ids.ts';
import type { StoredRow } from '../store/store.ts';
import type { Actor } from './actor.ts';
import { coerceValue } from './coerce-value.ts';
import { columnsFor } from './record-columns.ts';

/**
 * A record that is there and that the user may see.
 *
 * @param fields the only fields that are needed of it; all when absent
 */
export function reachedRecord(
  { org, access }: Actor,
  object: ObjectType,
  id: string,
  fields?: readonly FieldType[],
): StoredRow {
  const full = fullId(id);
  if (full === undefined) throw new OrgError(400, 'MALFORMED_ID', `malformed id ${id.slice(0, 255)}`);
  org.bringUpToDate(object);
  const isSynthetic = object.name === 'ObjectPermissions' && full.startsWith(SYNTHETIC_PREFIX);
  const columns = fields && columnsFor(org, object, fields);
  const stored = object.keyPrefix === '' ? undefined : org.store.get(object, full, columns);
  const row = isSynthetic ? syntheticRow(org, full) : stored;
  if (!row || !mayReach(org, access, object, row, 'read')) {
    throw new OrgError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  if (row['IsDeleted'] === 1) throw new OrgError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  return row;
}

/** Records that carry a value of an external id: those that the user may see, deleted ones left out. */
export function recordsByKey(
  { org, access }: Actor,
  object: ObjectType,
  field: FieldType,
  value: unknown,
): readonly StoredRow[] {
  return org.store
    .find(object, { [field.name]: coerceValue(field, value) })
    .filter((row) => row['IsDeleted'] !== 1 && mayReach(org, access, object, row, 'read'));
}

/** The field that may stand in `sobjects/Account/<field>/<value>`. */
export function externalIdField({ org, access }: Actor, object: ObjectType, key: string, value: string): FieldType {
  const field = org.schema.field(object, key);
  if (field && access.field(object, field).read && (field.externalId || field.type === 'id')) return field;
  throw new OrgError(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${value}`);
}
