import { OrgError } from '../org-error.ts';
import { partName } from '../schema/compound.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { attributesOf, jsonValue, recordValue } from '../soql/shape-records.ts';
import type { StoredRow } from '../store/store.ts';
import { isStored } from '../store/tables.ts';
import type { Actor } from './actor.ts';

/** A record as REST gives it: only what the user may read. */
export type RecordJson = Readonly<Record<string, unknown>>;

/**
 * @param names fields asked for; all readable ones when absent
 * @throws OrgError `INVALID_FIELD` for a field that is unknown or not readable
 */
export function recordJson(
  { org, access }: Actor,
  object: ObjectType,
  row: StoredRow,
  version: string,
  names?: readonly string[],
): RecordJson {
  const fields = names ? namedFields({ org, access }, object, names) : access.readable(object);
  const holder = { object: object.name, id: row['Id'] ?? null, version };
  const record: Record<string, unknown> = { attributes: attributesOf(object.name, row['Id'], version) };
  for (const field of fields) {
    record[field.name] = isStored(field)
      ? recordValue(field, row[field.name], holder)
      : compoundValue(object, field, row);
  }
  return record;
}

/** The fields that are asked for, and the id, which always comes. */
function namedFields(actor: Actor, object: ObjectType, names: readonly string[]): readonly FieldType[] {
  const fields = names.map((name) => readableField(actor, object, name));
  const id = object.fields.find(({ type }) => type === 'id');
  return id && !fields.includes(id) ? [...fields, id] : fields;
}

export function readableField({ org, access }: Actor, object: ObjectType, name: string): FieldType {
  const field = org.schema.field(object, name);
  if (field && access.field(object, field).read) return field;
  throw new OrgError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
}

/** An address or a place from its parts; `null` when all are empty. */
function compoundValue(
  object: ObjectType,
  compound: FieldType,
  row: StoredRow,
): Readonly<Record<string, unknown>> | null {
  const parts = object.fields.filter((field) => field.compound === compound.name);
  if (parts.every(({ name }) => (row[name] ?? null) === null)) return null;
  return Object.fromEntries(parts.map((field) => [partName(compound, field), jsonValue(field, row[field.name])]));
}
