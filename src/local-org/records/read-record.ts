import type { UserAccess } from '../enforce/user-access.ts';
import { OrgError } from '../org-error.ts';
import { partName } from '../schema/compound.ts';
import type { FieldType, ObjectType } from '../schema/object-type.ts';
import { attributesOf, jsonValue, recordValue } from '../soql/shape-records.ts';
import type { StoredRow } from '../store/store.ts';
import { isStored } from '../store/tables.ts';
import type { Actor } from './actor.ts';
import { reachedRecord } from './reached-record.ts';

/** A record as REST gives it: only what the user may read. */
export type RecordJson = Readonly<Record<string, unknown>>;

/**
 * A record that the user may see, read no further than needed.
 *
 * @param names fields asked for; all readable ones when absent
 * @throws OrgError `INVALID_FIELD` for a field that is unknown or not readable
 */
export function readRecord(
  actor: Actor,
  object: ObjectType,
  id: string,
  version: string,
  names?: readonly string[],
): RecordJson {
  const fields = names ? namedFields(actor, object, names) : actor.access.readable(object);
  const row = reachedRecord(actor, object, id, fields);
  const holder = { object: object.name, id: row['Id'] ?? null, version };
  const record: Record<string, unknown> = { attributes: attributesOf(object.name, row['Id'], version) };
  for (const field of fields) {
    record[field.name] = isStored(field)
      ? recordValue(field, row[field.name], holder)
      : compoundValue(object, field, row);
  }
  return record;
}

/** Lists of fields by what a user asked for, so that the same request asks the store the same thing. */
const NAMED = new WeakMap<UserAccess, Map<string, readonly FieldType[]>>();
const MAX_LISTS = 200;

/** The fields that are asked for, and the id, which always comes. */
function namedFields(actor: Actor, object: ObjectType, names: readonly string[]): readonly FieldType[] {
  const lists = NAMED.get(actor.access) ?? new Map<string, readonly FieldType[]>();
  NAMED.set(actor.access, lists);
  const key = `${object.name} ${names.join()}`;
  const known = lists.get(key);
  if (known) return known;
  const asked = names.map((name) => readableField(actor, object, name));
  const id = object.fields.find(({ type }) => type === 'id');
  const fields = id && !asked.includes(id) ? [...asked, id] : asked;
  if (lists.size >= MAX_LISTS) lists.clear();
  lists.set(key, fields);
  return fields;
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
